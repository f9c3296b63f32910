"""Who does each event and who undergoes it where the verb comes first: Arabic.

A verb is followed by its subject and that by its object, or has its subject before it; what an event noun is
followed by is read in `verb_first_nouns`. The words are data (``rules/<lang>/actors.toml`` with
``verb_first = true``).
"""

from __future__ import annotations

from collections.abc import Sequence

from eventgeo.assembly.actor_scene import Frame, Mention, Part, Scene
from eventgeo.assembly.verb_first_arguments import (
    Argument,
    Clause,
    Mentions,
    agent_of,
    arguments_after,
    free_subject_before,
    main_subject,
)
from eventgeo.assembly.verb_first_nouns import aimed_at, is_definite, noun_roles
from eventgeo.assembly.verb_first_rules import VerbFirstRules
from eventgeo.model import Trigger

Pair = tuple[Part, Part]
"""Who does an event and who undergoes it."""

_ACTIVE_KINDS = frozenset(
    {"state force", "rebel", "militia", "jihadist", "police", "armed group", "coalition", "government"}
)


def verb_first_roles(
    trigger: Trigger, scene: Scene, rules: VerbFirstRules, frame: Frame, before: Sequence[Pair]
) -> Pair:
    """Return the actors of `trigger`.

    Parameters
    ----------
    trigger : Trigger
    scene : Scene
        Its sentence.
    rules : VerbFirstRules
    frame : Frame
        What its type makes of its arguments.
    before : sequence of (Part, Part)
        Those of the triggers before it in the sentence: a verb joined by "and" shares their subject.
    """
    clause = Clause.of(scene, rules)
    first, last = scene.span(trigger)
    if _is_noun(trigger, first, clause):
        initiators, targets = noun_roles(trigger, first, last, clause, frame)
    else:
        initiators, targets = _verb_roles(trigger, first, last, clause, frame, before)
    if not targets and frame.victims:
        targets = _harmed(first, last, clause, initiators)
    acting = tuple(m for m in initiators.mentions if m.acts)
    undergoing = tuple(
        m for m in targets.mentions if m not in acting and frame.may_undergo(m) and not _is_place(m, scene)
    )
    return Part(mentions=acting, rule=initiators.rule), Part(mentions=undergoing, rule=targets.rule)


def _is_place(mention: Mention, scene: Scene) -> bool:
    """Tell whether a thing has a name on the map: "مطار حماة" is where it was, not who underwent it."""
    return not mention.acts and any(scene.toponym_at[mention.first : mention.last])


def _is_noun(trigger: Trigger, first: int, clause: Clause) -> bool:
    """Tell an event noun from a verb that has its letters ("لقصف", "قصفا", "من قصف", "جدد قصفها")."""
    if "verb" not in trigger.features:
        return True
    before = clause.form(first - 1)
    rules = clause.rules
    if before in rules.support or before in rules.of_events or before in rules.prepositions:
        return True
    is_accusative = clause.scene.tokens[first].text.endswith(rules.affixes.accusative)
    is_present = clause.bare(first)[1:].startswith(rules.affixes.present)  # "to" and "will" stand on it, too
    return is_accusative or (bool(clause.proclitic(first)) and not is_present)


def _verb_roles(
    trigger: Trigger, first: int, last: int, clause: Clause, frame: Frame, before: Sequence[Pair]
) -> Pair:
    rules = clause.rules
    if clause.form(first) in rules.falling and trigger.event_type == "capture":
        return Part(mentions=agent_of(last, clause, rules.into_hands), rule="who takes what falls"), Part()
    arguments = arguments_after(last, clause)
    free = [argument for argument in arguments if not argument.preposition]
    agents = Part(mentions=agent_of(last, clause, rules.agents), rule="agent of the verb")
    subject = _subject_before(first, clause, before)
    if subject and free and _owns(free[0], subject.mentions, rules):
        subject = Part(mentions=free[0].mentions, rule="subject behind the verb")
        rest = free[1:]
    elif subject or _has_subject(first, clause):
        rest = free
    else:
        rule = "subject behind the verb" if len(free) > 1 or not agents else "the one noun behind the verb"
        subject = Part(mentions=free[0].mentions if free else (), rule=rule)
        rest = free[1:]
    if subject and not frame.intransitive and (agents or _undergoes(subject.mentions, rest, rules, frame)):
        return agents, Part(mentions=subject.mentions, rule="subject of the verb in the passive")
    return subject or agents, _object(rest, arguments, trigger, clause, frame)


def _has_subject(first: int, clause: Clause) -> bool:
    """Tell whether a verb has its subject in itself or before it: "وأحرقوا منازل", "أن يهاجم القرية"."""
    ending = clause.form(first).endswith(clause.rules.plural_verbs)
    return ending or clause.form(first - 1) in clause.rules.subjunctive


def _owns(argument: Argument, before: Mentions, rules: VerbFirstRules) -> bool:
    """Tell whether a noun is that of what stands before: "الحكومة التي دخلت وحداتها"."""
    noun = argument.mentions[0]
    is_owned = noun.actor.text.endswith(rules.affixes.owners)
    return argument.near and noun.acts and noun not in before and is_owned


def _subject_before(first: int, clause: Clause, before: Sequence[Pair]) -> Part:
    if clause.form(first - 1) in clause.rules.subjunctive:
        shared = next((initiators.mentions for initiators, _ in reversed(before) if initiators), ())
        return Part(mentions=shared or main_subject(first, clause), rule="subject of the clause before")
    found = free_subject_before(first, clause)
    if not found and clause.form(first).endswith(clause.rules.plural_verbs):
        shared = next((initiators.mentions for initiators, _ in reversed(before) if initiators), ())
        return Part(mentions=shared, rule="subject of the verb before")
    return Part(mentions=found, rule="subject before the verb")


def _undergoes(subject: Mentions, objects: Sequence[Argument], rules: VerbFirstRules, frame: Frame) -> bool:
    """Tell whether a verb without object is one in the passive: "قتل جندي", "اعتقل شاب", "دمر مسجد"."""
    head = subject[0]
    if frame.weapons and objects and _is_of_people(objects[0].mentions[0], head):
        return True  # "أسقطت طائرة ركاب": what is shot down, and what it is of
    if objects:
        return False
    if not head.acts:
        return True
    of_people = frame.of == "target" and not frame.sites
    return of_people and (not is_definite(head, rules) or head.actor.actor_kind not in _ACTIVE_KINDS)


def _is_of_people(behind: Mention, head: Mention) -> bool:
    return behind.first == head.last and behind.actor.actor_kind == "civilians"


def is_passive_for_sure(trigger: Trigger, subject: Mention, scene: Scene, rules: VerbFirstRules) -> bool:
    """Tell whether the lone noun of a verb undergoes it: behind it, or counted ("10 جنود قتلوا")."""
    before = Clause.of(scene, rules).form(subject.first - 1)
    return subject.actor.start > trigger.start or before[:1].isdigit() or before in rules.quantities


def _object(
    free: Sequence[Argument],
    arguments: Sequence[Argument],
    trigger: Trigger,
    clause: Clause,
    frame: Frame,
) -> Part:
    if not frame.targets:
        return Part()
    if free and not frame.intransitive:
        return Part(mentions=free[0].mentions, rule="object of the verb")
    found = aimed_at(arguments, trigger, clause.rules, frame)
    return Part(mentions=found, rule="after a preposition of the verb")


def _harmed(first: int, last: int, clause: Clause, doers: Part) -> Part:
    """Return the people that words of harm in the sentence point at: "مقتل ثلاثة مدنيين"."""
    found: list[Mention] = []
    for at in range(len(clause.scene.tokens)):
        taken = clause.scene.mention_at[at] is not None or first <= at < last
        if taken or clause.form(at) not in clause.rules.harm:
            continue
        before = clause.scene.mention(at - 1)
        if before is not None and clause.form(at).endswith(clause.rules.plural_verbs):
            found.append(before)
            continue
        argument = next(iter(arguments_after(at + 1, clause)), None)
        if argument is not None and not argument.preposition and argument.near:
            found += argument.mentions
    people = [m for m in dict.fromkeys(found) if _is_victim(m, clause)]
    return Part(
        mentions=tuple(m for m in people if m not in doers.mentions), rule="harmed in the sentence of"
    )


def _is_victim(mention: Mention, clause: Clause) -> bool:
    """Tell whether a mention names people: no thing, no government, no mere number ("جرحى")."""
    counted = mention.last - mention.first == 1 and clause.bare(mention.first) in clause.rules.toll
    return mention.acts and mention.actor.actor_kind != "government" and not counted
