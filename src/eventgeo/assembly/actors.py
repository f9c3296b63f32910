"""Initiator and target of each trigger, read off voice, word order and prepositions.

No parse: the rules are walks over the sentence (`actor_subjects`, `actor_walks`) whose words are data
(``rules/<lang>/actors.toml``), and what a type of event makes of its arguments is data too
(``rules/actor_frames.toml``). Where no rule fits, there is no actor: none is better than a wild one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from eventgeo.assembly.actor_bystanders import find_bystanders
from eventgeo.assembly.actor_nouns import noun_actors
from eventgeo.assembly.actor_patients import unknown_patient
from eventgeo.assembly.actor_scene import ActorRules, Frame, Mention, Part, Scene, actor_rules, frames
from eventgeo.assembly.actor_scenes import set_scenes
from eventgeo.assembly.actor_verbs import verb_actors
from eventgeo.assembly.actor_victims import victims
from eventgeo.assembly.actor_walks import taker_after
from eventgeo.assembly.verb_first import Pair, is_passive_for_sure, verb_first_roles
from eventgeo.assembly.verb_first_rules import VerbFirstRules, verb_first_rules
from eventgeo.assembly.voice import verb_group
from eventgeo.model import ActorMention, Tags, Trigger
from eventgeo.text.sentences import sentence_numbers

Actors = tuple[ActorMention, ...]

NOBODY = Part()
NO_FRAME = Frame(
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
_DOWNING = "interception"
"""What happens to aircraft and their like alone."""
_BLAME = "blame"
"""In the name of the rule for whom an event is laid on."""
_CIRCUMSTANCE = 18
"""Tokens that may part a verb from the event noun that tells how it was done."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Roles:
    """Who does an event and who undergoes it, as the rules read it."""

    trigger: Trigger
    initiators: Part = NOBODY
    targets: Part = NOBODY
    barred: Mapping[Mention, str] = field(default_factory=dict)
    """Who does not do it, whatever else speaks for it, each with the reason."""

    @property
    def frame(self) -> Frame:
        """What the type of event makes of its actors."""
        return frames().get(self.trigger.event_type, NO_FRAME)


def assign_actors(tags: Tags) -> tuple[tuple[Actors, Actors], ...]:
    """Find who does each event and who undergoes it.

    Parameters
    ----------
    tags : Tags
        The mentions are those of ``tags.actors``.

    Returns
    -------
    tuple of (initiators, targets)
        One pair a trigger, in order; each an empty tuple where the sentence names none. Each mention has the
        reason for its role.

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
    >>> initiators[0].text, initiators[0].reason
    ('jihadistes', 'agent of the passive verb "tués"')
    >>> targets[0].text, targets[0].reason
    ('soldats maliens', 'subject of the passive verb "tués"')
    """
    return tuple(
        (told(roles.initiators, roles.trigger), told(roles.targets, roles.trigger))
        for roles in rule_roles(tags, set_scenes(tags))
    )


def rule_roles(tags: Tags, scenes: Mapping[int, Scene]) -> tuple[Roles, ...]:
    """Return what the rules find for each trigger, in order; nobody where the language has none.

    Parameters
    ----------
    tags : Tags
    scenes : mapping of int to Scene
        By :func:`eventgeo.assembly.actor_scenes.set_scenes`.

    Examples
    --------
    >>> from eventgeo.assembly.actor_scenes import set_scenes
    >>> from eventgeo.model import Document
    >>> from eventgeo.tagging.actors import find_actors
    >>> from eventgeo.tagging.triggers import find_triggers
    >>> from eventgeo.text.sentences import split_sentences
    >>> text = "Rebels attacked the army."
    >>> sentences = split_sentences(text, "en")
    >>> tags = Tags(
    ...     document=Document(doc_id="1", text=text, lang="en"),
    ...     sentences=sentences,
    ...     triggers=find_triggers(sentences, "en"),
    ...     actors=find_actors(sentences, "en"),
    ... )
    >>> [roles] = rule_roles(tags, set_scenes(tags))
    >>> roles.initiators.rule, roles.targets.rule
    ('subject of the active verb', 'object of the active verb')
    """
    rules = actor_rules(tags.document.lang or "")
    verb_first = verb_first_rules(tags.document.lang or "")
    if verb_first is not None:
        return _verb_first_roles(tags, scenes, verb_first)
    if rules is None:
        return tuple(Roles(trigger=trigger) for trigger in tags.triggers)
    found: list[Roles] = []
    earlier: list[Roles] = []
    sentence = -1
    for trigger, number in zip(tags.triggers, sentence_numbers(tags.triggers, tags.sentences), strict=True):
        if number != sentence:
            sentence, earlier = number, []
        roles = _without_bystanders(_roles(trigger, scenes[number], rules), scenes[number])
        if not roles.initiators:
            roles = _of_circumstance(roles, earlier, scenes[number], rules)
        earlier.append(roles)
        found.append(roles)
    return tuple(found)


def _verb_first_roles(tags: Tags, scenes: Mapping[int, Scene], rules: VerbFirstRules) -> tuple[Roles, ...]:
    found: list[Roles] = []
    earlier: list[Pair] = []
    sentence = -1
    for trigger, number in zip(tags.triggers, sentence_numbers(tags.triggers, tags.sentences), strict=True):
        if number != sentence:
            sentence, earlier = number, []
        frame = frames().get(trigger.event_type, NO_FRAME)
        pair = verb_first_roles(trigger, scenes[number], rules, frame, earlier)
        roles = _without_bystanders(
            Roles(trigger=trigger, initiators=pair[0], targets=pair[1]), scenes[number]
        )
        earlier.append((roles.initiators, roles.targets))
        found.append(roles)
    return tuple(found)


def _without_bystanders(roles: Roles, scene: Scene) -> Roles:
    """Bar who only condemns, repels, blames, urges or tells of an event, or undergoes it in the passive."""
    aside = find_bystanders(roles.trigger, scene, roles.frame)
    barred = {**aside.reasons}
    ruled = roles.initiators.mentions
    passive = bool(roles.targets) and "passive" in roles.targets.rule
    if ruled or passive:  # else the one who tells of it may be left out ("anunció que enviará tropas")
        barred |= {mention: why for mention, why in aside.telling.items() if mention not in ruled}
    verb_first = verb_first_rules(scene.lang)
    if passive and verb_first is not None:
        passive = (
            roles.frame.happens_to_people or roles.trigger.event_type == _DOWNING
        ) and is_passive_for_sure(roles.trigger, roles.targets.mentions[0], scene, verb_first)
    if passive:
        barred |= dict.fromkeys(roles.targets.mentions, roles.targets.rule)
    doing = tuple(mention for mention in ruled if mention not in barred)
    initiators = replace(
        roles.initiators, mentions=doing, sure=aside.is_blamed and _BLAME in roles.initiators.rule
    )
    repelling = tuple(mention for mention in aside.repelling if roles.frame.may_undergo(mention))
    targets = roles.targets or Part(mentions=repelling, rule="who repels the event noun", sure=True)
    return replace(roles, initiators=initiators, targets=targets, barred=barred)


def told(part: Part, trigger: Trigger) -> Actors:
    """Return the mentions of a part with the reason for their role."""
    unique = {mention.actor: mention.anaphor for mention in part.mentions}
    return tuple(
        replace(actor, reason=reason_of(part.rule, trigger, anaphor), anaphor=anaphor)
        for actor, anaphor in unique.items()
    )


def reason_of(rule: str, trigger: Trigger, anaphor: str) -> str:
    """Return why a rule gives an actor its role in an event, with the words that decided."""
    pointed = f'; "{anaphor}" stands for it' if anaphor else ""
    return f'{rule} "{trigger.text}"{pointed}'


def _roles(trigger: Trigger, scene: Scene, rules: ActorRules) -> Roles:
    frame = frames().get(trigger.event_type, NO_FRAME)
    group = verb_group(trigger, scene, rules, frame)
    if group.voice == "noun":
        initiators, targets = noun_actors(trigger, group.first, group.last, scene, rules, frame)
    else:
        initiators, targets = verb_actors(trigger, group, scene, rules, frame)
    if trigger.event_type == "capture" and scene.norm(scene.span(trigger)[0]).startswith(rules.falling):
        takers = taker_after(scene.span(trigger)[0] + 1, scene, rules)
        if takers:
            initiators, targets = Part(mentions=takers, rule="who takes what falls"), Part()
    if not targets and frame.victims:
        harmed = victims(trigger, scene, rules)
        targets = Part(mentions=_others(harmed, initiators.mentions), rule="harmed in the sentence of")
    if not targets and frame.any_target and group.voice not in ("noun", "gerund"):
        patient = unknown_patient(group, scene, rules)
        if patient is not None:
            targets = Part(mentions=(patient,), rule=f"unknown noun beside the {group.voice} verb")
    acting = tuple(m for m in initiators.mentions if m.acts)
    undergoing = tuple(m for m in _others(targets.mentions, acting) if frame.may_undergo(m))
    return Roles(
        trigger=trigger,
        initiators=replace(initiators, mentions=acting),
        targets=replace(targets, mentions=undergoing),
    )


def _others(mentions: Iterable[Mention], taken: Sequence[Mention]) -> tuple[Mention, ...]:
    return tuple(mention for mention in mentions if mention not in taken)


def _of_circumstance(roles: Roles, before: Sequence[Roles], scene: Scene, rules: ActorRules) -> Roles:
    """Give an attack noun the actors of the verb it is a circumstance of ("killed ten in an ambush")."""
    first = scene.span(roles.trigger)[0]
    leading = {scene.norm(at) for at in range(max(0, first - 4), first) if scene.mention_at[at] is None}
    frame = frames().get(roles.trigger.event_type, NO_FRAME)
    if "verb" in roles.trigger.features or not frame.victims or not leading & rules.circumstance:
        return roles
    for other in reversed(before):
        start = scene.span(other.trigger)[1]
        if first - start > _CIRCUMSTANCE or any(
            scene.norm(at) in rules.barriers for at in range(start, first)
        ):
            break
        if "verb" in other.trigger.features and other.initiators:
            rule = "actor of the verb that tells of"
            targets = roles.targets or replace(other.targets, rule=rule)
            return replace(roles, initiators=replace(other.initiators, rule=rule), targets=targets)
    return roles
