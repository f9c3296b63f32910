"""Actors of verb triggers, by their voice: "X a tué Y", "Y a été tué par X", "X accuse Y d'avoir tué Z"."""

from __future__ import annotations

from eventgeo.assembly.actor_governors import governor, is_counting
from eventgeo.assembly.actor_pronouns import meant_object
from eventgeo.assembly.actor_scene import ActorRules, Frame, Part, Scene
from eventgeo.assembly.actor_subjects import (
    antecedent,
    clause_subject,
    controller,
    subject_after,
    subject_before,
)
from eventgeo.assembly.actor_walks import Mentions, agent_after, object_after, subject_behind
from eventgeo.assembly.voice import VerbGroup
from eventgeo.model import Trigger

_OPENING = 2
"""Tokens before a verb that opens its sentence ("Après avoir tué", "En libérant")."""
_AIM = 18
"""Tokens after a verb in which what it launches may find its aim."""


def verb_actors(
    trigger: Trigger, group: VerbGroup, scene: Scene, rules: ActorRules, frame: Frame
) -> tuple[Part, Part]:
    """Return initiators and targets of the verb `group`."""
    if scene.norm(group.last - 1).startswith(rules.patient_subject) and trigger.event_type == "killing":
        return Part(), Part(mentions=_patient(group, scene, rules), rule="subject of a verb of dying")
    passive = group.voice == "passive" or (group.voice == "participle" and not frame.intransitive)
    if passive:
        return _of_passive(trigger, group, scene, rules, frame)
    initiators = _subject(group, scene, rules, frame)
    if not frame.targets:
        return initiators, Part()
    prepositions = rules.target | (rules.with_ if frame.intransitive else frozenset())
    prepositions |= rules.target_of_type.get(trigger.event_type, frozenset())
    behind = initiators.mentions[-1:] if rules.subject_follows else ()
    start = max(group.last, behind[0].last) if behind else group.last
    first = scene.span(trigger)[0]
    if start - first > 1 and scene.norm(start) in rules.of:
        start += 1  # "pris le contrôle | du port"
    objects = object_after(start, scene, rules, prepositions, frame)
    if objects or frame.intransitive:
        aimed = bool(objects) and governor(objects[0], scene, rules) in rules.target
        return initiators, Part(
            mentions=objects, rule=f"{'aim' if aimed else 'object'} of the {group.voice} verb"
        )
    relative = _object_in_relative(group, initiators, scene, rules)
    if relative:
        return initiators, Part(mentions=relative, rule="object of a relative clause with the verb")
    meant = meant_object(group.first, first, group.last, scene, rules)
    doers = {mention.actor for mention in initiators.mentions}
    meant = tuple(mention for mention in meant if mention.actor not in doers)
    return initiators, Part(mentions=meant, rule="object pronoun of the verb")


def _object_in_relative(group: VerbGroup, initiators: Part, scene: Scene, rules: ActorRules) -> Mentions:
    """Return what a relative clause tells of: "les hommes que l'armée a arrêtés", "a pilot they captured"."""
    at = group.first - 1
    if scene.norm(at) in rules.pronouns:
        before = scene.mention(at - 1)
        if before is not None and not rules.head_first:
            return (before,)
    elif initiators and initiators.mentions[0].last <= group.first:
        at = initiators.mentions[0].first - 1
        while at > 0 and is_counting(scene.norm(at), rules):
            at -= 1
        at += 1
    if scene.norm(at - 1) in rules.object_relatives and scene.mention(at - 2) is not None:
        return antecedent(at - 1, scene, rules, things=True)
    return ()


def _subject(group: VerbGroup, scene: Scene, rules: ActorRules, frame: Frame) -> Part:
    """Return who does a verb in the active, or an infinitive, gerund or participle."""
    rule = f"subject of the {group.voice} verb"
    gerund_of = group.voice == "gerund" and scene.norm(group.first - 1) in rules.gerund_links
    if group.voice == "infinitive" or group.controlled or gerund_of:
        found = controller(group.first, scene, rules)
        rule = f"controls the {group.voice} verb"
    elif group.voice == "gerund":
        right_before = scene.mention(group.first - 1)
        found = (right_before,) if right_before else clause_subject(group.first, scene, rules)
    elif group.voice == "participle":
        found = antecedent(group.first, scene, rules)
    else:
        found = subject_before(group.first, scene, rules)
    opens = group.first <= _OPENING and (group.controlled or group.voice != "active")
    if not found and opens:
        found = subject_after(group.last, scene, rules)
        rule = "subject of the main clause"
    inverted = scene.norm(group.first - 1) in rules.inverting
    if not found and group.voice == "active" and (frame.intransitive or inverted):
        found = subject_behind(group.last, scene, rules, inverted=inverted)
    return Part(mentions=found, rule=rule)


def _of_passive(
    trigger: Trigger, group: VerbGroup, scene: Scene, rules: ActorRules, frame: Frame
) -> tuple[Part, Part]:
    if group.voice == "passive":
        patients = _patient(group, scene, rules)
        rule = "subject of the passive verb"
        if not patients:
            patients = _loser(trigger, group, scene, rules, frame)
            rule = "loser of the passive verb"
    else:
        patients = _head_of_participle(group, scene, rules)
        rule = "head of the participle"
    agents = Part(mentions=agent_after(group.last, scene, rules), rule=f"agent of the {group.voice} verb")
    return agents, _aim(Part(mentions=patients, rule=rule), group, scene, rules, frame)


def _patient(group: VerbGroup, scene: Scene, rules: ActorRules) -> Mentions:
    before = subject_before(group.first, scene, rules, things=True)
    inverted = scene.norm(group.first - 1) in rules.inverting
    return before or subject_behind(group.last, scene, rules, things=True, inverted=inverted)


def _aim(patients: Part, group: VerbGroup, scene: Scene, rules: ActorRules, frame: Frame) -> Part:
    """Return what a launched thing is sent at in its place ("drones were fired at ships")."""
    if not patients or any(frame.may_undergo(m) for m in patients.mentions):
        return patients
    for at in range(group.last, min(len(scene.tokens), group.last + _AIM)):
        if scene.norm(at) in rules.target:
            return Part(mentions=object_after(at, scene, rules, rules.target, frame), rule="aim of the verb")
        if scene.trigger_at[at] is not None or scene.norm(at) in rules.barriers:
            break
    return Part()


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
