"""Actors of event nouns: "l'offensive de X contre Y", "X a mené un raid", "regime air strikes on Y"."""

from __future__ import annotations

from eventgeo.assembly.actor_noun_doers import blamed, claimant, doer_after, doer_in_relative, helps, killer
from eventgeo.assembly.actor_patients import unknown_after
from eventgeo.assembly.actor_pronouns import owner
from eventgeo.assembly.actor_scene import ActorRules, Frame, Mention, Part, Scene
from eventgeo.assembly.actor_subjects import antecedent, clause_subject, controller, subject_before
from eventgeo.assembly.actor_walks import Mentions, coordinated_after, next_mention, object_after, sides_after
from eventgeo.model import Trigger

_REACH = 24
_CARRIER_REACH = 9
"""Tokens back from an event noun to the verb that carries it ("en lançant, le 9 octobre, une offensive")."""
_ADJECTIVES = 3
"""Unknown words that may stand between an event noun and its complement, or its verb and it."""


def noun_actors(
    trigger: Trigger, first: int, last: int, scene: Scene, rules: ActorRules, frame: Frame
) -> tuple[Part, Part]:
    """Return initiators and targets of the event noun at tokens `first` to `last`."""
    of_target = frame.of == "target" or trigger.event_type in rules.of_names_target
    initiators, targets = _complements(last, scene, rules, frame, of_target=of_target)
    before = _noun_before(first, scene, rules)
    if before is not None:
        if frame.before == "target":
            targets = targets or _part("before the event noun", (before,))
        elif before.acts and not _is_adjective(before, scene):
            initiators = initiators or _part("before the event noun", (before,))
    if not initiators:
        initiators = _part("who is blamed for the event noun", blamed(first, last, scene, rules))
        targets = _part(targets.rule, tuple(m for m in targets.mentions if m not in initiators.mentions))
    if not initiators:
        carriers = _subject_of(rules.support, first, scene, rules)
        initiators = _part("subject of the verb that carries the event noun", carriers)
    if not targets:
        struck = _subject_of(rules.undergo, first, scene, rules)
        targets = _part("subject of the verb that undergoes the event noun", struck)
    if frame.happens_to_people:  # "son arrestation"
        targets = targets or _part("possessive of the event noun", owner(first, scene, rules))
    elif not initiators and rules.possessives & {scene.norm(first - 1), scene.norm(first - 2)}:
        owners = clause_subject(first, scene, rules) or owner(first, scene, rules)
        initiators = _part("possessive of the event noun", owners)
    if not initiators:
        initiators = _part("agent told after the event noun", doer_after(last, scene, rules))
    if not initiators:
        doers = doer_in_relative(last, scene, rules)
        initiators = _part("subject of a clause about the event noun", doers)
        if initiators and not targets:
            end = initiators.mentions[-1].last
            targets = _complements(end, scene, rules, frame, of_target=of_target)[1]
    if not initiators and frame.victims:
        initiators = _part("who killed in the event noun", killer(first, scene, rules))
    if not initiators:
        initiators = _part("who claimed the event noun", claimant(scene, rules))
    if not initiators and frame.between:
        sides = _opposed(last, scene, rules) or _sides_later(last, scene, rules)
        if sides is not None:
            initiators, targets = (_part("side that the event noun opposes", side) for side in sides)
    if not targets:
        targets = _part("hit by the event noun", _object_of_hit(last, scene, rules, frame))
    if not targets and frame.any_target:
        targets = _part("unknown noun after the event noun", _unknown_target(last, scene, rules))
    return initiators, targets


def _part(rule: str, mentions: Mentions) -> Part:
    return Part(mentions=mentions, rule=rule)


def _complements(
    last: int, scene: Scene, rules: ActorRules, frame: Frame, *, of_target: bool
) -> tuple[Part, Part]:
    """Read the prepositional phrases after the noun, up to the next verb or clause."""
    initiators, targets = Part(), Part()
    unknown = 0
    i = last
    while i < min(len(scene.tokens), last + _REACH):
        norm = scene.norm(i)
        trigger = scene.trigger_at[i]
        if (
            trigger is not None
            or norm in rules.barriers
            or norm in rules.auxiliaries
            or norm in rules.relatives
        ):
            break
        mention = None
        if norm in rules.complement_links:
            mention = next_mention(i + 1, scene, rules)
        if mention is None:
            if norm == ",":
                break
            if norm in rules.prepositions and norm not in rules.of:
                unknown = _ADJECTIVES + 1  # what follows "of" now belongs to another noun
            elif not scene.toponym_at[i] and norm not in rules.articles:
                unknown += 1
            i += 1
            continue
        group = coordinated_after(mention, scene, rules)
        aimed = tuple(m for m in group if frame.may_target(m.actor.actor_kind))
        if norm in rules.between:
            if not frame.between:
                break
            one, other = sides_after(i + 1, scene, rules)
            initiators = initiators or _part("side of the event noun", one)
            targets = targets or _part("side of the event noun", other)
        elif norm in rules.agent:
            if not _tells_of_another(i - 1, scene, rules):
                initiators = initiators or _part("agent of the event noun", group)
        elif norm in rules.target or norm in rules.with_:
            with_ = "partner" if norm in rules.with_ else "aim"
            targets = targets or _part(f"{with_} of the event noun", aimed)
        elif unknown <= _ADJECTIVES and not _is_place(group[0], frame):
            if of_target or _undergoes(group[0], frame):
                targets = targets or _part("complement of the event noun", aimed)
            else:
                initiators = initiators or _part("complement of the event noun", group)
        unknown = _ADJECTIVES
        i = group[-1].last
    return initiators, targets


def _tells_of_another(at: int, scene: Scene, rules: ActorRules) -> bool:
    """Tell whether an agent is that of a participle not of doing it ("négocié par", "brokered by")."""
    norm = scene.norm(at)
    plain = scene.trigger_at[at] is None and scene.mention_at[at] is None and not scene.toponym_at[at]
    done = rules.carries(norm) and not norm.startswith(rules.blame)
    return plain and norm.endswith(rules.participles) and not done


def _noun_before(first: int, scene: Scene, rules: ActorRules) -> Mention | None:
    """Return the mention set right before an event noun ("rebel attack", "Turkey's offensive")."""
    if rules.head_first:
        return None
    at = first - 1
    for _ in range(_ADJECTIVES):
        mention = scene.mention(at)
        if mention is not None:
            return mention
        norm = scene.norm(at)
        stops = (
            at < 0
            or (not scene.tokens[at].is_word and norm != "'s")
            or norm in rules.articles - {"'s"}
            or norm in rules.prepositions
            or norm in rules.auxiliaries
            or norm in rules.and_
            or scene.trigger_at[at] is not None
        )
        if stops:
            return None
        at -= 1
    return None


def _subject_of(verbs: tuple[str, ...], first: int, scene: Scene, rules: ActorRules) -> Mentions:
    """Return the subject of a verb that carries the noun ("X a lancé un raid", "X a subi un raid")."""
    at = first - 1
    for _ in range(_CARRIER_REACH):
        norm = scene.norm(at)
        if at < 0 or norm in rules.barriers or scene.mention(at) is not None:
            return ()
        if len(norm) > 3 and norm.startswith(verbs) and norm not in rules.articles:
            start = at
            while start > 0 and helps(scene.norm(start - 1), rules):
                start -= 1
            linked = scene.norm(start - 1) in rules.infinitive_links | rules.gerund_links
            if linked:
                return controller(start, scene, rules)
            if norm.endswith(rules.gerund_endings):
                return clause_subject(start, scene, rules)
            if verbs is rules.undergo and start == at:
                return antecedent(start, scene, rules)
            return subject_before(start, scene, rules)
        at -= 1
    return ()


def _unknown_target(last: int, scene: Scene, rules: ActorRules) -> Mentions:
    """Return the noun no lexicon knows that an attack noun is aimed at ("attentat contre le journal")."""
    for i in range(last, min(len(scene.tokens), last + 6)):
        if scene.norm(i) in rules.against:
            unknown = unknown_after(i + 1, scene, rules)
            return (unknown,) if unknown is not None else ()
        if scene.mention_at[i] is not None or scene.norm(i) in rules.barriers or scene.norm(i) == ",":
            return ()
    return ()


def _object_of_hit(last: int, scene: Scene, rules: ActorRules, frame: Frame) -> Mentions:
    """Return what an event noun hits as subject ("la frappe a visé un convoi")."""
    for i in range(last, min(len(scene.tokens), last + 10)):
        norm = scene.norm(i)
        if norm in rules.hits:
            return object_after(i + 1, scene, rules, frozenset(), frame)
        if norm in rules.barriers:
            return ()
    return ()


def _is_place(mention: Mention, frame: Frame) -> bool:
    """Tell whether a country or capital after "de" is where an attack or a protest was."""
    return mention.actor.rule == "country" and frame.sites


def _undergoes(mention: Mention, frame: Frame) -> bool:
    """Tell whether the complement of an attack noun can only undergo it ("bombardement de positions")."""
    return frame.sites and frame.victims and mention.actor.actor_kind in ("site", "civilians")


def _is_adjective(mention: Mention, scene: Scene) -> bool:
    """Tell whether a noun before an event noun only describes it ("terrorist attack", "U.S. strikes")."""
    if mention.last - mention.first > 1 or scene.norm(mention.last) == "'s":
        return False
    actor = mention.actor
    return actor.rule == "country" or (actor.actor_kind == "jihadist" and not actor.actor_name)


def _opposed(last: int, scene: Scene, rules: ActorRules) -> tuple[Mentions, Mentions] | None:
    """Return the two sides of "des heurts ont opposé A à B"."""
    for i in range(last, min(len(scene.tokens), last + 8)):
        if scene.norm(i).startswith(rules.opposing):
            start = i + 1
            one = next_mention(start, scene, rules)
            while one is None and start < i + _ADJECTIVES + 3 and scene.norm(start) not in rules.barriers:
                start += 1
                one = next_mention(start, scene, rules)
            if one is None:
                return None
            for j in range(one.last, min(len(scene.tokens), one.last + 14)):
                if scene.norm(j) in rules.prepositions:
                    other = next_mention(j + 1, scene, rules)
                    if other is not None:
                        return (one,), (other,)
            return (one,), ()
    return None


def _sides_later(last: int, scene: Scene, rules: ActorRules) -> tuple[Mentions, Mentions] | None:
    """Return the two sides told behind the verb of the noun ("des combats ont éclaté entre A et B")."""
    for i in range(last, min(len(scene.tokens), last + _REACH)):
        norm = scene.norm(i)
        if norm in rules.between:
            one, other = sides_after(i + 1, scene, rules)
            if one and other:
                return one, other
        if norm in rules.barriers or norm in rules.relatives or scene.trigger_at[i] is not None:
            return None
    return None
