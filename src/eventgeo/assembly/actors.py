"""Initiator and target of each trigger, read off voice, word order and prepositions.

No parse: the rules are walks over the sentence (`actor_subjects`, `actor_walks`) whose words are data
(``rules/<lang>/actors.toml``), and what a type of event makes of its arguments is data too
(``rules/actor_frames.toml``). Where no rule fits, there is no actor: none is better than a wild one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from eventgeo.assembly.actor_nouns import noun_actors
from eventgeo.assembly.actor_patients import unknown_patient
from eventgeo.assembly.actor_scene import ActorRules, Frame, Mention, Scene, actor_rules, frames, set_scene
from eventgeo.assembly.actor_subjects import (
    antecedent,
    clause_subject,
    controller,
    subject_after,
    subject_before,
)
from eventgeo.assembly.actor_victims import victims
from eventgeo.assembly.actor_walks import Mentions, agent_after, object_after, taker_after
from eventgeo.assembly.voice import VerbGroup, verb_group
from eventgeo.model import ActorMention, Sentence, Span, Tags, Toponym, Trigger
from eventgeo.text.sentences import sentence_numbers

Actors = tuple[ActorMention, ...]
S = TypeVar("S", bound=Span)

_NO_FRAME = Frame(
    of="initiator",
    before="initiator",
    victims=False,
    sites=True,
    targets=True,
    weapons=False,
    any_target=False,
    intransitive=False,
    between=False,
)


_OPENING = 2
"""Tokens before a verb that opens its sentence ("Après avoir tué", "En libérant")."""
_CIRCUMSTANCE = 18
"""Tokens that may part a verb from the event noun that tells how it was done."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Roles:
    trigger: Trigger
    initiators: Mentions
    targets: Mentions
    reason: str


def assign_actors(tags: Tags) -> tuple[tuple[Actors, Actors], ...]:
    """Find who does each event and who undergoes it.

    Parameters
    ----------
    tags : Tags
        The mentions are those of ``tags.actors``.

    Returns
    -------
    tuple of (initiators, targets)
        One pair a trigger, in order; each an empty tuple where the sentence names none. The ``rule`` of a
        mention ends with the reason for its role.

    Examples
    --------
    >>> from eventgeo.model import Document
    >>> from eventgeo.tagging.actors import find_actors
    >>> from eventgeo.tagging.triggers import find_triggers
    >>> from eventgeo.text.sentences import split_sentences
    >>> text = "Deux soldats maliens ont été tués par des jihadistes."
    >>> sentences = split_sentences(text, "fr")
    >>> tags = Tags(
    ...     document=Document(doc_id="1", text=text, lang="fr"),
    ...     sentences=sentences,
    ...     triggers=find_triggers(sentences, "fr"),
    ...     actors=find_actors(sentences, "fr"),
    ... )
    >>> (initiators, targets), = assign_actors(tags)
    >>> initiators[0].text, targets[0].text
    ('jihadistes', 'soldats maliens')
    """
    lang = tags.document.lang or ""
    rules = actor_rules(lang)
    if rules is None:
        return tuple(((), ()) for _ in tags.triggers)
    actors = _by_sentence(tags.actors, tags.sentences)
    triggers = _by_sentence(tags.triggers, tags.sentences)
    toponyms = _by_sentence(tags.toponyms, tags.sentences)
    found: list[_Roles] = []
    for index, members in triggers.items():
        before = None
        if index and _may_point_back(tags.sentences[index], rules):
            before = _scene(index - 1, tags.sentences, actors, triggers, toponyms, lang)
        scene = _scene(index, tags.sentences, actors, triggers, toponyms, lang, before)
        found += _roles_of_sentence(members, scene, rules)
    return tuple((_told(roles.initiators, roles), _told(roles.targets, roles)) for roles in found)


def _may_point_back(sentence: Sentence, rules: ActorRules) -> bool:
    return any(token.norm in rules.pronouns for token in sentence.tokens)


def _scene(
    index: int,
    sentences: Sequence[Sentence],
    actors: Mapping[int, list[ActorMention]],
    triggers: Mapping[int, list[Trigger]],
    toponyms: Mapping[int, list[Toponym]],
    lang: str,
    before: Scene | None = None,
) -> Scene:
    spans = [(toponym.start, toponym.end) for toponym in toponyms.get(index, ())]
    return set_scene(sentences[index], actors.get(index, ()), triggers.get(index, ()), spans, lang, before)


def _roles_of_sentence(triggers: Sequence[Trigger], scene: Scene, rules: ActorRules) -> list[_Roles]:
    found: list[_Roles] = []
    for trigger in triggers:
        roles = _roles(trigger, scene, rules)
        found.append(roles if roles.initiators else _of_circumstance(roles, found, scene, rules))
    return found


def _by_sentence(spans: Sequence[S], sentences: Sequence[Sentence]) -> dict[int, list[S]]:
    table: dict[int, list[S]] = {}
    for span, number in zip(spans, sentence_numbers(spans, sentences), strict=True):
        table.setdefault(number, []).append(span)
    return table


def _roles(trigger: Trigger, scene: Scene, rules: ActorRules) -> _Roles:
    frame = frames().get(trigger.event_type, _NO_FRAME)
    group = verb_group(trigger, scene, rules, frame)
    if group.voice == "noun":
        initiators, targets = noun_actors(trigger, group.first, group.last, scene, rules, frame)
        reason = "of the event noun"
    else:
        initiators, targets = _verb_actors(trigger, group, scene, rules, frame)
        reason = f"of the {group.voice} verb"
    if trigger.event_type == "capture" and scene.norm(scene.span(trigger)[0]).startswith(rules.falling):
        takers = taker_after(scene.span(trigger)[0] + 1, scene, rules)
        initiators, targets = (takers, ()) if takers else (initiators, targets)
    if not targets and frame.victims:
        targets = tuple(m for m in victims(trigger, scene, rules) if m not in initiators)
    if not targets and frame.any_target and group.voice not in ("noun", "gerund"):
        patient = unknown_patient(group, scene, rules)
        targets = (patient,) if patient is not None else ()
    initiators = tuple(m for m in initiators if m.acts)
    targets = tuple(m for m in targets if m not in initiators and frame.may_undergo(m))
    return _Roles(trigger=trigger, initiators=initiators, targets=targets, reason=reason)


def _of_circumstance(roles: _Roles, before: Sequence[_Roles], scene: Scene, rules: ActorRules) -> _Roles:
    """Give an attack noun the actors of the verb it is a circumstance of ("killed ten in an ambush")."""
    first = scene.span(roles.trigger)[0]
    leading = {scene.norm(at) for at in range(max(0, first - 4), first) if scene.mention_at[at] is None}
    frame = frames().get(roles.trigger.event_type, _NO_FRAME)
    if "verb" in roles.trigger.features or not frame.victims or not leading & rules.circumstance:
        return roles
    for other in reversed(before):
        start = scene.span(other.trigger)[1]
        if first - start > _CIRCUMSTANCE or any(
            scene.norm(at) in rules.barriers for at in range(start, first)
        ):
            break
        if "verb" in other.trigger.features and other.initiators:
            targets = roles.targets or other.targets
            reason = f"of the verb {other.trigger.text}"
            return replace(roles, initiators=other.initiators, targets=targets, reason=reason)
    return roles


def _verb_actors(
    trigger: Trigger, group: VerbGroup, scene: Scene, rules: ActorRules, frame: Frame
) -> tuple[Mentions, Mentions]:
    if scene.norm(group.last - 1).startswith(rules.patient_subject) and trigger.event_type == "killing":
        return (), _patient(group, scene, rules)
    if group.voice == "passive":
        patients = _patient(group, scene, rules) or _loser(trigger, group, scene, rules, frame)
        return agent_after(group.last, scene, rules), _aim(patients, group, scene, rules, frame)
    if group.voice == "participle" and not frame.intransitive:
        patients = _head_of_participle(group, scene, rules)
        return agent_after(group.last, scene, rules), _aim(patients, group, scene, rules, frame)
    gerund_of = group.voice == "gerund" and scene.norm(group.first - 1) in rules.gerund_links
    if group.voice == "infinitive" or group.controlled or gerund_of:
        initiators = controller(group.first, scene, rules)
    elif group.voice == "gerund":
        right_before = scene.mention(group.first - 1)
        initiators = (right_before,) if right_before else clause_subject(group.first, scene, rules)
    elif group.voice == "participle":
        initiators = antecedent(group.first, scene, rules)
    else:
        initiators = subject_before(group.first, scene, rules)
    opens = group.first <= _OPENING and (group.controlled or group.voice != "active")
    if not initiators and opens:
        initiators = subject_after(group.last, scene, rules)
    if not frame.targets:
        return initiators, ()
    prepositions = rules.target | (rules.with_ if frame.intransitive else frozenset())
    prepositions |= rules.target_of_type.get(trigger.event_type, frozenset())
    return initiators, object_after(group.last, scene, rules, prepositions, frame)


def _patient(group: VerbGroup, scene: Scene, rules: ActorRules) -> Mentions:
    return subject_before(group.first, scene, rules, things=True)


def _aim(patients: Mentions, group: VerbGroup, scene: Scene, rules: ActorRules, frame: Frame) -> Mentions:
    """Return what a launched thing is sent at in its place ("drones were fired at ships")."""
    if not patients or any(frame.may_undergo(m) for m in patients):
        return patients
    for at in range(group.last, min(len(scene.tokens), group.last + _CIRCUMSTANCE)):
        if scene.norm(at) in rules.target:
            return object_after(at, scene, rules, rules.target, frame)
        if scene.trigger_at[at] is not None or scene.norm(at) in rules.barriers:
            break
    return ()


def _loser(trigger: Trigger, group: VerbGroup, scene: Scene, rules: ActorRules, frame: Frame) -> Mentions:
    """Return from whom a place is taken ("la ville a été libérée de Daech")."""
    prepositions = rules.loser_of_type.get(trigger.event_type)
    if not prepositions or scene.norm(group.last) not in prepositions:
        return ()
    return object_after(group.last, scene, rules, prepositions, frame)


def _head_of_participle(group: VerbGroup, scene: Scene, rules: ActorRules) -> Mentions:
    """Return whom a participle tells of: right before it, or after the comma where it opens the sentence."""
    before = antecedent(group.first, scene, rules, things=True)
    if before:
        return before
    if scene.norm(group.first - 1) in rules.and_:
        return subject_before(group.first, scene, rules, things=True)
    return subject_after(group.last, scene, rules) if group.first <= 1 else ()


def _told(mentions: Sequence[Mention], roles: _Roles) -> Actors:
    role = "initiator" if mentions == roles.initiators else "target"
    unique = dict.fromkeys(mention.actor for mention in mentions)
    return tuple(replace(actor, rule=f"{actor.rule}; {role} {roles.reason}") for actor in unique)
