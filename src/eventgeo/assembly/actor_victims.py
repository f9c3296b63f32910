"""The people a sentence tells as killed or wounded: the targets of an attack it names beside them."""

from __future__ import annotations

from eventgeo.assembly.actor_scene import ActorRules, Mention, Scene, frames
from eventgeo.assembly.actor_subjects import subject_before
from eventgeo.assembly.actor_walks import (
    Mentions,
    coordinated_after,
    coordinated_before,
    next_mention,
    phrase_at,
)
from eventgeo.model import Trigger

_QUOTES = frozenset('"«»“”')


def victims(trigger: Trigger, scene: Scene, rules: ActorRules) -> Mentions:
    """Return the mentions that words of harm point at, in text order.

    A word of harm tells of the attack nearest to it.
    """
    first, last = scene.span(trigger)
    harm = rules.harm_active | rules.harm_of | rules.harm_passive
    found: list[Mention] = []
    for at, token in enumerate(scene.tokens):
        if scene.trigger_at[at] is not None or scene.mention_at[at] is not None:
            continue
        norm = token.norm
        size = phrase_at(at, rules.harm_phrases, scene)  # "coûté la vie à"
        if size and not _another_is_nearer(at, first, last, trigger, scene):
            after = next_mention(at + size, scene, rules)
            found += coordinated_after(after, scene, rules) if after is not None else ()
            continue
        if norm not in harm or _another_is_nearer(at, first, last, trigger, scene):
            continue
        if norm in rules.harm_active and scene.norm(at + 1) not in _QUOTES:
            after = next_mention(at + (2 if scene.norm(at + 1) in rules.object_markers else 1), scene, rules)
            if after is not None:
                found += coordinated_after(after, scene, rules)
                continue
        if norm in rules.harm_of and scene.norm(at + 1) in rules.of:
            after = next_mention(at + 2, scene, rules)
            if after is not None:
                found += coordinated_after(after, scene, rules)
                continue
        if scene.norm(at + 1) in rules.among:  # "dix morts parmi les civils"
            after = next_mention(at + 2, scene, rules)
            found += coordinated_after(after, scene, rules) if after is not None else ()
        elif norm in rules.harm_passive:
            found += _harmed_before(at, scene, rules)
    return tuple(dict.fromkeys(m for m in found if _is_victim(m, scene, rules)))


def _another_is_nearer(at: int, first: int, last: int, trigger: Trigger, scene: Scene) -> bool:
    """Tell whether another attack stands nearer to token `at` than the trigger at `first` to `last`."""
    distance = first - at if at < first else at - last + 1
    for i in range(max(0, at - distance + 1), min(len(scene.tokens), at + distance)):
        other = scene.trigger_at[i]
        if other is not None and other is not trigger and frames()[other.event_type].victims:
            return True
    return False


def _is_victim(mention: Mention, scene: Scene, rules: ActorRules) -> bool:
    """Tell whether a mention names people: no thing, no government, no mere number ("13 wounded")."""
    alone = mention.last - mention.first == 1 and scene.norm(mention.first) in rules.toll
    return mention.acts and mention.actor.actor_kind != "government" and not alone


def _harmed_before(at: int, scene: Scene, rules: ActorRules) -> Mentions:
    """Return whom a word of harm tells of: its subject with an auxiliary, else the noun right before it."""
    start, helped = at, False
    while start > 0:
        norm = scene.norm(start - 1)
        helps = norm in rules.auxiliaries or norm in rules.been
        if not helps and norm not in rules.adverbs:
            break
        helped = helped or helps
        start -= 1
    if helped:
        return subject_before(start, scene, rules)
    mention = scene.mention(start - 1)
    return coordinated_before(mention, scene, rules) if mention is not None else ()
