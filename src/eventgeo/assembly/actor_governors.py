"""What governs an actor mention: the preposition it stands after, or nothing, which may make it a subject."""

from __future__ import annotations

from eventgeo.assembly.actor_scene import ActorRules, Mention, Scene


def governor(mention: Mention, scene: Scene, rules: ActorRules) -> str:
    """Return the preposition that governs `mention`, "of" for a complement, "" where it stands free.

    Articles and numbers are passed over, and a noun of number too: in "dans des dizaines de villages" the
    villages stand after "dans".
    """
    at = mention.first - 1
    while at >= 0:
        norm = scene.norm(at)
        if norm in rules.of:
            if scene.norm(at - 1) in rules.quantities:
                at -= 2
                continue
            if is_number(scene.norm(at - 1)) or scene.norm(at - 1) in rules.articles:
                at -= 1
                continue
            if norm in rules.ambiguous_article and may_take_object(at - 1, scene, rules):
                before = scene.norm(at - 1)
                return before if before in rules.prepositions else ""
            return "of"
        if (scene.norm(at - 1), norm) in rules.approximations:
            at -= 2
            continue
        if norm in rules.articles or norm in rules.quantities or is_number(norm):
            at -= 1
            continue
        if norm in rules.prepositions or norm == "(":
            return norm
        return "of" if mention.actor.rule == "country" and not _may_precede(at, scene, rules) else ""
    return ""


def _may_precede(at: int, scene: Scene, rules: ActorRules) -> bool:
    """Tell whether a country's name after token `at` can stand for itself, not for "la capitale Sanaa"."""
    norm = scene.norm(at)
    return (
        not scene.tokens[at].is_word
        or norm in rules.conjunctions
        or norm in rules.barriers
        or norm in rules.relatives
        or norm in rules.adverbs
        or norm in rules.auxiliaries
        or scene.tokens[at + 1].norm in rules.articles
    )


def may_take_object(at: int, scene: Scene, rules: ActorRules) -> bool:
    """Tell whether "des" after token `at` opens an object or subject rather than a complement."""
    if at < 0 or not scene.tokens[at].is_word:
        return True
    trigger = scene.trigger_at[at]
    if trigger is not None:
        return "verb" in trigger.features
    norm = scene.norm(at)
    return (
        norm in rules.conjunctions
        or norm in rules.barriers
        or norm in rules.relatives
        or norm in rules.auxiliaries
        or norm in rules.adverbs
        or norm in rules.prepositions
        or norm.endswith(rules.verbal_endings)
    )


def is_number(norm: str) -> bool:
    """Tell whether a token is a number in digits."""
    return norm[:1].isdigit()


def is_counting(norm: str, rules: ActorRules) -> bool:
    """Tell whether a token only counts or determines the noun after it."""
    return norm in rules.articles or norm in rules.of or norm in rules.quantities or is_number(norm)
