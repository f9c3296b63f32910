"""Walks from a verb or event noun to what follows it: objects, agents, those joined by "and"."""

from __future__ import annotations

from functools import cache

from eventgeo.assembly.actor_governors import governor, is_counting, is_number, may_take_object
from eventgeo.assembly.actor_scene import ActorRules, Frame, Mention, Scene

Mentions = tuple[Mention, ...]

_REACH_RIGHT = 22
_REACH_AGENT = 18
_REACH_SIDE = 12
_SPENT = "?"
"""A preposition whose noun has gone by ("on Sunday"): what comes next is not its noun."""


def object_after(
    at: int, scene: Scene, rules: ActorRules, prepositions: frozenset[str], frame: Frame
) -> Mentions:
    """Return the object of the verb that ends before token `at`, direct or after one of `prepositions`."""
    preposition = ""
    for_of = False
    i = at
    stop = min(len(scene.tokens), at + _REACH_RIGHT)
    while i < stop:
        mention = scene.mention_at[i]
        if mention is not None:
            fits = not for_of and (not preposition or preposition in prepositions)
            if fits and frame.may_undergo(mention):
                return coordinated_after(mention, scene, rules)
            preposition, for_of = "", False
            i = mention.last
            continue
        norm = scene.norm(i)
        if (norm, scene.norm(i + 1)) in rules.approximations:
            i += 2
            continue
        if norm in rules.and_ or norm == ",":
            shared = _coordinated_verb(i, scene, rules)
            if shared is not None:
                bare = all(scene.norm(j) in rules.adverbs for j in range(at, i))
                return object_after(shared, scene, rules, prepositions, frame) if bare else ()
            goes_on = scene.mention(i - 1) is not None and scene.mention(i + 1) is not None
            if not goes_on and (norm == "," or not is_counting(scene.norm(i + 1), rules)):
                return ()
        elif scene.trigger_at[i] is not None or _ends_search(norm, rules):
            return ()
        elif norm in rules.of:
            number = scene.norm(i - 1) in rules.quantities or is_number(scene.norm(i - 1))
            free = norm in rules.ambiguous_article and (i == at or may_take_object(i - 1, scene, rules))
            for_of = not (number or free or norm in prepositions)
        elif norm in rules.prepositions or norm in prepositions:
            preposition, for_of = norm, False
        elif scene.toponym_at[i]:
            preposition, for_of = "", False
        elif preposition and norm in rules.adverbs:
            preposition = _SPENT
        i += 1
    return ()


def _coordinated_verb(at: int, scene: Scene, rules: ActorRules) -> int | None:
    """Return the end of the trigger verb that a comma or "et" at `at` joins, or None ("attaquer, tuer X")."""
    for i in range(at + 1, min(len(scene.tokens), at + 4)):
        trigger = scene.trigger_at[i]
        if trigger is not None:
            return scene.span(trigger)[1] if "verb" in trigger.features else None
        norm = scene.norm(i)
        if norm not in rules.infinitive_links and norm not in rules.auxiliaries and norm not in rules.and_:
            return None
    return None


def agent_after(at: int, scene: Scene, rules: ActorRules) -> Mentions:
    """Return the agent ("par X", "by X") after token `at`."""
    for i in range(at, min(len(scene.tokens), at + _REACH_AGENT)):
        norm = scene.norm(i)
        if norm in rules.agent:
            mention = next_mention(i + 1, scene, rules)
            if mention is not None and mention.acts:
                return coordinated_after(mention, scene, rules)
            continue
        size = phrase_at(i, rules.agent_phrases, scene)
        if size:  # "sous les balles de X", "at the hands of X"
            start = i + size + (scene.norm(i + size) in rules.of)
            mention = next_mention(start, scene, rules)
            return coordinated_after(mention, scene, rules) if mention is not None and mention.acts else ()
        trigger = scene.trigger_at[i]
        if (trigger is not None and "verb" in trigger.features) or _ends_search(norm, rules):
            return ()
    return ()


def subject_behind(
    at: int, scene: Scene, rules: ActorRules, *, things: bool = False, inverted: bool = False
) -> Mentions:
    """Return the subject right behind its verb, where a language allows it ("murieron | tres soldados").

    With `inverted` its clause does ("où opèrent | les rebelles").
    """
    if not rules.subject_follows and not inverted:
        return ()
    while scene.norm(at) in rules.adverbs:
        at += 1
    mention = next_mention(at, scene, rules)
    if mention is None or not (things or mention.acts) or governor(mention, scene, rules):
        return ()
    return coordinated_after(mention, scene, rules)


def taker_after(at: int, scene: Scene, rules: ActorRules) -> Mentions:
    """Return into whose hands a place falls, told after token `at` ("tombée aux mains de X", "fell to X")."""
    for i in range(at, min(len(scene.tokens), at + _REACH_AGENT)):
        norm = scene.norm(i)
        if norm in rules.barriers or norm in rules.relatives or norm == ",":
            return ()
        size = phrase_at(i, rules.into_hands, scene)
        if size:
            mention = next_mention(i + size, scene, rules)
            return coordinated_after(mention, scene, rules) if mention is not None and mention.acts else ()
    return ()


def phrase_at(at: int, phrases: frozenset[tuple[str, ...]], scene: Scene) -> int:
    """Return the length of the longest of `phrases` that stands at token `at`, 0 where none does."""
    if scene.norm(at) not in _first_words(phrases):
        return 0
    for size in (4, 3, 2, 1):
        if tuple(scene.norm(i) for i in range(at, at + size)) in phrases:
            return size
    return 0


@cache
def _first_words(phrases: frozenset[tuple[str, ...]]) -> frozenset[str]:
    return frozenset(phrase[0] for phrase in phrases)


def sides_after(at: int, scene: Scene, rules: ActorRules) -> tuple[Mentions, Mentions]:
    """Return the two sides named at token `at`, behind "entre": "A, armés de barres de fer, et B"."""
    one = next_mention(at, scene, rules)
    if one is None:
        return (), ()
    group = coordinated_after(one, scene, rules)
    if len(group) > 1:
        return group[:1], group[1:]
    for i in range(one.last, min(len(scene.tokens), one.last + _REACH_SIDE)):
        norm = scene.norm(i)
        if norm in rules.and_:
            other = next_mention(i + 1, scene, rules)
            if other is not None:
                return (one,), (other,)
        if norm in rules.barriers or scene.trigger_at[i] is not None:
            break
    return (one,), ()


def next_mention(at: int, scene: Scene, rules: ActorRules) -> Mention | None:
    """Return the mention that follows at token `at`, after articles, numbers and nouns of number."""
    i = at
    while i < len(scene.tokens):
        mention = scene.mention_at[i]
        if mention is not None:
            return mention
        norm = scene.norm(i)
        passed = norm in rules.articles or norm in rules.quantities or norm in rules.of or is_number(norm)
        if not passed:
            return None
        i += 1
    return None


def coordinated_after(mention: Mention, scene: Scene, rules: ActorRules) -> Mentions:
    """Return `mention` with those joined to it behind: "A, B et C"."""
    found = [mention]
    pending: list[Mention] = []
    at = mention.last
    while at < len(scene.tokens) and len(found) + len(pending) < 6:
        norm = scene.norm(at)
        joined = norm in rules.and_
        if not joined and norm != ",":
            break
        following = next_mention(at + 1, scene, rules)
        if following is None:
            found += pending if joined else []  # "missiles, mortars and maps"
            break
        pending.append(following)
        if joined:
            found, pending = [*found, *pending], []
        at = following.last
    return tuple(found)


def coordinated_before(
    mention: Mention, scene: Scene, rules: ActorRules, *, any_case: bool = False
) -> Mentions:
    """Return `mention` with those joined to it in front, in text order."""
    found = [mention]
    at = mention.first - 1
    while at > 0 and len(found) < 6:
        while at > 0 and (
            is_counting(scene.norm(at), rules) or (any_case and scene.norm(at) in rules.prepositions)
        ):
            at -= 1
        norm = scene.norm(at)
        if norm not in rules.and_ and not (norm == "," and len(found) > 1):
            break
        before = scene.mention(at - 1)
        if before is None or before.acts != mention.acts or (not any_case and governor(before, scene, rules)):
            break
        found.insert(0, before)
        at = before.first - 1
    return tuple(found)


def _ends_search(norm: str, rules: ActorRules) -> bool:
    return (
        norm in rules.barriers or norm in rules.relatives or norm in rules.auxiliaries or norm in (",", ")")
    )
