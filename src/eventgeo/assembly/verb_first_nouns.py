"""Actors of event nouns where the verb comes first: "قصف الجيش لبلدة", "مقتل مدنيين", "شنت طائرات غارات"."""

from __future__ import annotations

from collections.abc import Sequence

from eventgeo.assembly.actor_scene import Frame, Mention, Part
from eventgeo.assembly.verb_first_arguments import (
    Argument,
    Clause,
    Mentions,
    agent_of,
    arguments_after,
    free_subject_before,
    has_article,
)
from eventgeo.assembly.verb_first_rules import VerbFirstRules, Words
from eventgeo.model import Trigger

_NEAR = 6
"""Tokens before an event noun among which the verb that carries it must be."""


def noun_roles(trigger: Trigger, first: int, last: int, clause: Clause, frame: Frame) -> tuple[Part, Part]:
    """Return who does the event noun at tokens `first` to `last` and who undergoes it."""
    rules = clause.rules
    arguments = arguments_after(last, clause)
    sides = next((a.mentions for a in arguments if a.preposition in rules.between), ())
    if frame.between and sides:
        one, other = sides[:1], sides[1:]
        return Part(mentions=one, rule="one side of"), Part(mentions=other, rule="the other side of")
    doer, patient = _bound(first, arguments, clause, frame)
    if not doer:
        found = agent_of(last, clause, rules.agents)
        if not found and frame.victims:
            found = agent_of(last, clause, rules.agents_of_nouns, reach=_NEAR)
        doer = Part(mentions=found, rule="agent of the event noun")
    if not doer:
        found = _subject_of(rules.support, first, clause)
        doer = Part(mentions=found, rule="subject of the verb that carries")
    if not patient:
        patient = Part(mentions=aimed_at(arguments, trigger, rules, frame), rule="aim of")
    if not patient:
        patient = Part(mentions=_hit(last, clause), rule="hit by")
    if not patient:
        patient = Part(mentions=_subject_of(rules.undergo, first, clause), rule="sufferer of")
    return doer, patient


def aimed_at(
    arguments: Sequence[Argument], trigger: Trigger, rules: VerbFirstRules, frame: Frame
) -> Mentions:
    """Return the argument after a preposition that brings who undergoes an event of its type."""
    wanted = rules.target | rules.target_of_type.get(trigger.event_type, frozenset())
    if frame.intransitive:
        wanted |= rules.with_
    for argument in arguments:
        if argument.preposition in wanted and frame.may_undergo(argument.mentions[0]):
            return argument.mentions
    return ()


def is_definite(mention: Mention, rules: VerbFirstRules) -> bool:
    """Tell whether a mention is a name, has an article or a complement that has: "قوات النظام"."""
    actor = mention.actor
    return bool(actor.actor_name or actor.country) or has_article(mention, rules)


def _bound(first: int, arguments: Sequence[Argument], clause: Clause, frame: Frame) -> tuple[Part, Part]:
    """Read what stands right behind the noun, and behind that: "قصف | الجيش | لمواقع", "قصف | للجيش"."""
    bound = arguments[0] if arguments and not arguments[0].preposition and arguments[0].near else None
    rest = arguments[1:] if bound is not None else arguments
    behind = next((a for a in rest if a.preposition in clause.rules.object_prepositions), None)
    right_behind = "right behind the event noun"
    if bound is None:
        if behind is None or not behind.preposition:
            return Part(), Part()
        owner = frame.of == "initiator" and behind.mentions[0].acts
        part = Part(mentions=behind.mentions, rule="owner of" if owner else "object of the event noun")
        return (part, Part()) if owner else (Part(), part)
    head = bound.mentions[0]
    if clause.form(first) in clause.rules.of_names_means and not head.acts:
        return Part(), Part()
    both = behind is not None and behind.near and is_definite(head, clause.rules)
    does = frame.of == "initiator" or both or clause.form(first) in clause.rules.of_names_doer
    if not head.acts or not does:
        return Part(), Part(mentions=bound.mentions, rule=right_behind)
    objects = behind.mentions if behind is not None else ()
    return Part(mentions=bound.mentions, rule=right_behind), Part(
        mentions=objects, rule="object of the event noun"
    )


def _subject_of(verbs: Words, first: int, clause: Clause) -> Mentions:
    """Return who launches or suffers the event noun: "شنت | طائرات | غارات", "تعرضت | القافلة | لهجوم"."""
    for at in range(first - 1, max(-1, first - _NEAR - 1), -1):
        if clause.scene.mention(at) is None and clause.form(at) in verbs:
            between = [a for a in arguments_after(at + 1, clause, stop=first) if not a.preposition]
            return between[0].mentions if between else free_subject_before(at, clause)
        if clause.form(at) in clause.rules.barriers:
            break
    return ()


def _hit(last: int, clause: Clause) -> Mentions:
    """Return what the noun hits as subject of a verb ("قصف استهدف سوقا")."""
    for at in range(last, min(len(clause.scene.tokens), last + 2 * _NEAR)):
        if clause.form(at) in clause.rules.hits:
            found = [a for a in arguments_after(at + 1, clause) if not a.preposition]
            return found[0].mentions if found else ()
        if clause.form(at) in clause.rules.barriers:
            break
    return ()
