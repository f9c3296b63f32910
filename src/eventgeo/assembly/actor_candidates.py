"""Who may have a role in an event: the mentions of its sentence, and those further off that something names.

A mention of another sentence is a candidate only where the rules point back to it, where a model reads it
as an actor of the event, or where it had the role in the last event of the type.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from eventgeo.assembly.actor_history import ActorHistory, key_of
from eventgeo.assembly.actor_layout import Layout, lay_out
from eventgeo.assembly.actor_scene import Mention, Part, Scene, actor_rules
from eventgeo.assembly.actors import Roles
from eventgeo.assembly.voice import VerbGroup, verb_group
from eventgeo.model import ActorMention, Tags, Trigger, TriggerReading
from eventgeo.text.sentences import sentence_numbers

ActorRole = Literal["initiator", "target"]
ROLES: tuple[ActorRole, ActorRole] = ("initiator", "target")
OTHER: Mapping[ActorRole, ActorRole] = {"initiator": "target", "target": "initiator"}
Place = tuple[int, int]

FROM_HISTORY = 9
"""The gap told of an actor that only an earlier event brings up."""
_FAINT = 0.1
"""Probability from which a model's reading brings up a mention of another sentence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EventView:
    """One event with all that rules and model say of its actors before any is chosen."""

    trigger: Trigger
    number: int
    """Of its sentence."""
    layout: Layout
    group: VerbGroup
    parts: Mapping[ActorRole, Part]
    ruled: Mapping[ActorRole, Mapping[Place, Mention]]
    read: Mapping[ActorRole, Mapping[Place, float]]
    """Probabilities by a model; empty where none read the document."""
    actors: Mapping[Place, tuple[ActorMention, int]]
    """All that have a reading, and the sentence of each."""
    takes_weapons: bool
    """Whether what undergoes an event of the type may be a weapon."""
    barred: Mapping[Place, str]
    """Who does not do it, each with the reason: a place in the text."""
    barred_keys: frozenset[str]
    """The same by what tells one actor from another, for their mentions in other sentences."""
    elsewhere: Mapping[Place, frozenset[str]]
    """The roles that the rules give each mention in other events of the sentence."""
    often: Mapping[str, int]
    """How many mentions of each actor the text has."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A mention that may have a role."""

    actor: ActorMention
    role: ActorRole
    gap: int
    """Sentences from the mention's to the event's."""
    mention: Mention | None
    """In the event's own sentence; None where it stands in another."""
    anaphor: str = ""

    @property
    def place(self) -> Place:
        """Where it stands in the text."""
        return place_of(self.actor)


def place_of(actor: ActorMention) -> Place:
    """Return where a mention stands."""
    return actor.start, actor.end


def event_views(tags: Tags, scenes: Mapping[int, Scene], ruled: Sequence[Roles]) -> Iterator[EventView]:
    """Yield a view of each event, in order.

    Parameters
    ----------
    tags : Tags
    scenes : mapping of int to Scene
        By :func:`eventgeo.assembly.actor_scenes.set_scenes`.
    ruled : sequence of Roles
        What the rules found.
    """
    layouts: dict[int, Layout] = {}
    sentence_of = sentence_numbers(tags.actors, tags.sentences)
    numbers = sentence_numbers(tags.triggers, tags.sentences)
    often = Counter(key_of(actor) for actor in tags.actors)
    by_sentence: dict[int, list[Roles]] = {}
    for roles, number in zip(ruled, numbers, strict=True):
        by_sentence.setdefault(number, []).append(roles)
    unread = TriggerReading(modality=())
    for at, (roles, number) in enumerate(zip(ruled, numbers, strict=True)):
        if number not in layouts:
            layouts[number] = lay_out(scenes[number])
        parts: dict[ActorRole, Part] = {"initiator": roles.initiators, "target": roles.targets}
        read: dict[ActorRole, dict[Place, float]] = {"initiator": {}, "target": {}}
        actors = {}
        for row in (tags.readings[at] if tags.readings else unread).actors:
            actor = tags.actors[row.argument]
            read["target" if row.role == "target" else "initiator"][place_of(actor)] = row.probability
            actors[place_of(actor)] = actor, sentence_of[row.argument]
        yield EventView(
            trigger=roles.trigger,
            number=number,
            layout=layouts[number],
            group=_verb_group(roles, scenes[number]),
            parts=parts,
            ruled={role: {place_of(m.actor): m for m in part.mentions} for role, part in parts.items()},
            read=read,
            actors=actors,
            takes_weapons=roles.frame.weapons,
            barred={place_of(mention.actor): why for mention, why in roles.barred.items()},
            barred_keys=frozenset(key_of(mention.actor) for mention in roles.barred),
            elsewhere=_roles_elsewhere(roles, by_sentence[number]),
            often=often,
        )


def role_candidates(view: EventView, role: ActorRole, history: ActorHistory) -> Iterator[Candidate]:
    """Yield whoever may have `role` in the event, each mention once; nobody whom the grammar bars from it."""
    for candidate in _near(view, role, history):
        other = OTHER[role]
        if view.parts[other].sure and candidate.place in view.ruled[other]:
            continue
        if not (_is_launched(candidate, view) if role == "target" else _is_barred(candidate, view)):
            yield candidate


def _is_launched(candidate: Candidate, view: EventView) -> bool:
    """Tell whether it is a drone or the like, which undergoes no attack but one on weapons."""
    mention = candidate.mention
    return mention is not None and mention.projectile and not view.takes_weapons


def _is_barred(candidate: Candidate, view: EventView) -> bool:
    mention = candidate.mention
    if mention is None:
        return key_of(candidate.actor) in view.barred_keys or candidate.place in view.barred
    struck = (
        not mention.acts and not mention.projectile and "target" in view.elsewhere.get(candidate.place, ())
    )
    struck = struck or "target:interception" in view.elsewhere.get(
        candidate.place, ()
    )  # "shot down … killing all"
    return struck or candidate.place in view.barred


def _near(view: EventView, role: ActorRole, history: ActorHistory) -> Iterator[Candidate]:
    start = view.layout.scene.sentence_start
    seen: set[Place] = set()
    ruled = view.ruled[role]
    for mention in (*view.layout.mentions, *ruled.values()):
        place = place_of(mention.actor)
        if place not in seen:
            seen.add(place)
            here = start <= mention.actor.start
            yield Candidate(
                actor=mention.actor,
                role=role,
                gap=0 if here else 1,
                mention=mention if here else None,
                anaphor=ruled[place].anaphor if place in ruled else "",
            )
    for place, probability in view.read[role].items():
        actor, number = view.actors[place]
        if place not in seen and probability >= _FAINT and number != view.number:
            seen.add(place)
            yield Candidate(actor=actor, role=role, gap=view.number - number, mention=None)
    for actor in history.recent(view.number, view.trigger.event_type, role):
        if place_of(actor) not in seen and actor.start < start:
            seen.add(place_of(actor))
            yield Candidate(actor=actor, role=role, gap=FROM_HISTORY, mention=None)


def _verb_group(roles: Roles, scene: Scene) -> VerbGroup:
    rules = actor_rules(scene.lang)
    if rules is not None:
        return verb_group(roles.trigger, scene, rules, roles.frame)
    first, last = scene.span(roles.trigger)
    voice: Literal["active", "noun"] = "active" if "verb" in roles.trigger.features else "noun"
    return VerbGroup(voice=voice, first=first, last=last)


def _roles_elsewhere(roles: Roles, others: Sequence[Roles]) -> dict[Place, frozenset[str]]:
    found: dict[Place, frozenset[str]] = {}
    for other in others:
        if other is roles:
            continue
        for role, part in (("initiator", other.initiators), ("target", other.targets)):
            for mention in part.mentions:
                place = place_of(mention.actor)
                names = {role, f"{role}:{other.trigger.event_type}"}
                found[place] = found.get(place, frozenset()) | names
    return found
