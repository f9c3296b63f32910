"""The people a sentence tells as killed or wounded: the targets of an attack it names beside them."""

from __future__ import annotations

from eventgeo.assembly.actor_scene import ActorRules, Mention, Scene
from eventgeo.assembly.actor_walks import Mentions, coordinated_after, coordinated_before, next_mention

_HELPING = 4
"""Auxiliaries and adverbs that may part the victims from the word of harm behind them."""


def victims(scene: Scene, rules: ActorRules) -> Mentions:
    """Return the mentions that words of harm point at, in text order."""
    found: list[Mention] = []
    for at, token in enumerate(scene.tokens):
        if scene.trigger_at[at] is not None or scene.mention_at[at] is not None:
            continue
        norm = token.norm
        if norm in rules.harm_active:
            after = next_mention(at + 1, scene, rules)
            if after is not None:
                found += coordinated_after(after, scene, rules)
                continue
        if norm in rules.harm_of and scene.norm(at + 1) in rules.of:
            after = next_mention(at + 2, scene, rules)
            if after is not None:
                found += coordinated_after(after, scene, rules)
                continue
        if norm in rules.harm_passive:
            found += _harmed_before(at, scene, rules)
    return tuple(dict.fromkeys(m for m in found if m.actor.actor_kind not in ("site", "government")))


def _harmed_before(at: int, scene: Scene, rules: ActorRules) -> Mentions:
    for i in range(at - 1, max(-1, at - 2 - _HELPING), -1):
        mention = scene.mention_at[i]
        if mention is not None:
            return coordinated_before(mention, scene, rules)
        norm = scene.norm(i)
        helping = norm in rules.auxiliaries or norm in rules.been or norm in rules.adverbs
        if not helping and norm not in rules.relatives and norm not in (",", ")"):
            return ()
    return ()
