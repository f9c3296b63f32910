"""Initiator and target of each trigger, read off voice, word order and prepositions.

No parse: the rules are walks over the sentence (:mod:`eventgeo.assembly.actor_walks`) whose words are data
(``rules/<lang>/actors.toml``), and what a type of event makes of its arguments is data too
(``rules/actor_frames.toml``). Where no rule fits, there is no actor: none is better than a wild one.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TypeVar

from eventgeo.assembly.actor_nouns import noun_actors
from eventgeo.assembly.actor_scene import ActorRules, Frame, Mention, Scene, actor_rules, frames, set_scene
from eventgeo.assembly.actor_victims import victims
from eventgeo.assembly.actor_walks import (
    Mentions,
    agent_after,
    antecedent,
    clause_subject,
    governor,
    object_after,
    subject_before,
)
from eventgeo.assembly.voice import VerbGroup, verb_group
from eventgeo.model import ActorMention, Span, Tags, Trigger

Actors = tuple[ActorMention, ...]
S = TypeVar("S", bound=Span)

_NO_FRAME = Frame(
    of="initiator",
    before="initiator",
    victims=False,
    sites=True,
    targets=True,
    weapons=False,
    intransitive=False,
    between=False,
)


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
    starts = [sentence.start for sentence in tags.sentences]
    actors = _by_sentence(tags.actors, starts)
    triggers = _by_sentence(tags.triggers, starts)
    toponyms = _by_sentence(tags.toponyms, starts)
    scenes: dict[int, Scene] = {}
    found = []
    for trigger in tags.triggers:
        index = bisect_right(starts, trigger.start) - 1
        if index not in scenes:
            spans = [(toponym.start, toponym.end) for toponym in toponyms.get(index, ())]
            scenes[index] = set_scene(
                tags.sentences[index], actors.get(index, ()), triggers[index], spans, lang
            )
        found.append(_roles(trigger, scenes[index], rules))
    return tuple(found)


def _by_sentence(spans: Iterable[S], starts: Sequence[int]) -> dict[int, list[S]]:
    table: dict[int, list[S]] = {}
    for span in spans:
        table.setdefault(bisect_right(starts, span.start) - 1, []).append(span)
    return table


def _roles(trigger: Trigger, scene: Scene, rules: ActorRules) -> tuple[Actors, Actors]:
    frame = frames().get(trigger.event_type, _NO_FRAME)
    group = verb_group(trigger, scene, rules)
    if group.voice == "noun":
        initiators, targets = noun_actors(group.first, group.last, scene, rules, frame)
        reason = "of the event noun"
    else:
        initiators, targets = _verb_actors(trigger, group, scene, rules, frame)
        reason = f"of the {group.voice} verb"
    if not targets and frame.victims:
        targets = tuple(m for m in victims(scene, rules) if m not in initiators)
    initiators = tuple(m for m in initiators if m.acts)
    targets = tuple(m for m in targets if m not in initiators)
    return _told(initiators, f"initiator {reason}"), _told(targets, f"target {reason}")


def _verb_actors(
    trigger: Trigger, group: VerbGroup, scene: Scene, rules: ActorRules, frame: Frame
) -> tuple[Mentions, Mentions]:
    if scene.norm(group.last - 1).startswith(rules.patient_subject) and trigger.event_type == "killing":
        return (), _patient(group, scene, rules)
    if group.voice == "passive":
        return agent_after(group.last, scene, rules), _patient(group, scene, rules)
    if group.voice == "participle" and not frame.intransitive:
        return agent_after(group.last, scene, rules), _head_of_participle(group, scene, rules)
    gerund_of = group.voice == "gerund" and scene.norm(group.first - 1) in rules.gerund_links
    if group.voice == "infinitive" or group.controlled or gerund_of:
        initiators = _controller(group, scene, rules)
    elif group.voice == "gerund":
        right_before = scene.mention(group.first - 1)
        initiators = (right_before,) if right_before else clause_subject(group.first, scene, rules)
    elif group.voice == "participle":
        initiators = antecedent(group.first, scene, rules)
    else:
        initiators = subject_before(group.first, scene, rules)
    if not frame.targets:
        return initiators, ()
    prepositions = rules.target | (rules.with_ if frame.intransitive else frozenset())
    prepositions |= rules.target_of_type.get(trigger.event_type, frozenset())
    return initiators, object_after(group.last, scene, rules, prepositions, frame)


def _patient(group: VerbGroup, scene: Scene, rules: ActorRules) -> Mentions:
    return subject_before(group.first, scene, rules, things=True)


def _head_of_participle(group: VerbGroup, scene: Scene, rules: ActorRules) -> Mentions:
    """Return whom a participle tells of: right before it, or after the comma where it opens the sentence."""
    before = antecedent(group.first, scene, rules, things=True)
    if before:
        return before
    if scene.norm(group.first - 1) in rules.and_:
        return subject_before(group.first, scene, rules, things=True)
    if group.first <= 1:
        for at in range(group.last, len(scene.tokens)):
            mention = scene.mention_at[at]
            if mention is not None and not governor(mention, scene, rules):
                return (mention,)
    return ()


def _controller(group: VerbGroup, scene: Scene, rules: ActorRules) -> Mentions:
    """Return who does an infinitive: the object of "accuser", "appeler", else the subject before."""
    at = group.first - 1
    links = rules.infinitive_links | rules.purpose_links | rules.gerund_links
    while at >= 0 and scene.norm(at) in links:
        at -= 1
    purpose = any(scene.norm(i) in rules.purpose_links for i in range(at + 1, group.first))
    mention: Mention | None = scene.mention(at)
    if mention is not None and not purpose:
        controls = range(max(0, mention.first - 6), mention.first)
        if any(scene.norm(i).startswith(rules.object_control) for i in controls if scene.mention(i) is None):
            return (mention,)
    if mention is not None or purpose:
        return clause_subject(at + 1, scene, rules)
    start = at
    while start > 0 and _helps(scene.norm(start - 1), rules):
        start -= 1
    return subject_before(max(start, 0), scene, rules)


def _helps(norm: str, rules: ActorRules) -> bool:
    return (
        norm in rules.auxiliaries
        or norm in rules.clitics
        or norm in rules.adverbs
        or norm in rules.reflexive
        or norm in rules.been
    )


def _told(mentions: Sequence[Mention], reason: str) -> Actors:
    unique = dict.fromkeys(mention.actor for mention in mentions)
    return tuple(replace(actor, rule=f"{actor.rule}; {reason}") for actor in unique)
