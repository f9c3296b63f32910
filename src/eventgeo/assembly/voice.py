"""The voice of a trigger and where its verb group starts, read off the words before it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from eventgeo.assembly.actor_scene import ActorRules, Frame, Scene
from eventgeo.model import Trigger

Voice = Literal["active", "passive", "participle", "infinitive", "gerund", "noun"]
"""``participle`` is a passive participle without auxiliary ("les soldats tués par X")."""


_ATTACKERS = frozenset({"state force", "rebel", "militia", "jihadist", "armed group", "coalition"})
_REACH = 14
"""Tokens back to the auxiliary that two participles share."""


@dataclass(frozen=True, slots=True, kw_only=True)
class VerbGroup:
    """Voice, and the first and last (exclusive) token of the verb with its auxiliaries and clitics."""

    voice: Voice
    first: int
    last: int
    controlled: bool = False
    """Whether its subject is found as an infinitive's ("annonce avoir libéré")."""


def verb_group(trigger: Trigger, scene: Scene, rules: ActorRules, frame: Frame) -> VerbGroup:
    """Return the verb group of `trigger`.

    Examples
    --------
    "a été prise" is passive, "s'est emparée" active, "prise par" after a noun a participle.
    """
    first, last = scene.span(trigger)
    features = trigger.features
    if "verb" not in features:
        return VerbGroup(voice="noun", first=first, last=last)
    start, seen = _group_start(first, scene, rules)
    head, inner = _head_of(first, last, scene, rules)
    seen |= inner & (rules.auxiliaries | rules.been | rules.reflexive)
    is_been = bool(seen & rules.been)
    is_have = bool(seen & rules.have)
    is_be = bool(seen & rules.be)
    reflexive = bool(seen & rules.reflexive)
    linked = scene.norm(start - 1) in rules.infinitive_links or bool(seen & rules.modals)
    if "inf" in features and not (is_be or is_been) and (linked or "fin" not in features):
        return VerbGroup(voice="infinitive", first=start, last=last)
    if "pp" in features:
        if is_been:
            return VerbGroup(voice="passive", first=start, last=last)
        if is_be:
            active = reflexive or head.startswith(rules.active_with_be)
            return VerbGroup(voice="active" if active else "passive", first=start, last=last)
        if is_have:
            controlled = linked or bool(seen & rules.infinitive_auxiliaries)
            return VerbGroup(voice="active", first=start, last=last, controlled=controlled)
        shared = _shared_voice(first, scene, rules)
        if shared is not None:
            return VerbGroup(voice=shared, first=start, last=last)
        bare = rules.bare_past and "passive" not in features
        if not bare and ("fin" not in features or "passive" in features):
            return VerbGroup(voice="participle", first=start, last=last)
        if scene.norm(last) in rules.agent:
            return VerbGroup(voice="participle", first=start, last=last)
        if not rules.bare_past or frame.intransitive or last - first > 1:
            return VerbGroup(voice="active", first=start, last=last)
        return VerbGroup(voice=_bare_past(first, last, scene, rules, frame), first=start, last=last)
    if "ger" in features and "fin" not in features and not is_be:
        voice: Voice = "noun" if "noun" in features and scene.norm(first - 1) in rules.articles else "gerund"
        return VerbGroup(voice=voice, first=start, last=last)
    if (
        "noun" in features
        and not seen
        and not linked
        and not _has_subject_and_object(first, last, scene, rules)
    ):
        return VerbGroup(voice="noun", first=first, last=last)
    return VerbGroup(voice="active", first=start, last=last)


def _group_start(first: int, scene: Scene, rules: ActorRules) -> tuple[int, set[str]]:
    """Go left over auxiliaries, clitics and adverbs; return where they start and which they are."""
    seen: set[str] = set()
    at = start = first
    while at > 0:
        norm = scene.norm(at - 1)
        helping = norm in rules.have or norm in rules.be or norm in rules.been or norm in rules.modals
        clitic = norm in rules.reflexive or norm in rules.clitics
        adverb = norm in rules.adverbs or (
            norm.endswith(rules.adverb_endings) and scene.mention(at - 1) is None
        )
        if not (helping or clitic or adverb) or scene.trigger_at[at - 1]:
            size = _adverb_phrase(at, scene, rules)
            if not size:
                break
            at -= size
            continue
        at -= 1
        if helping or clitic:
            seen.add(norm)
            start = at
    return start, seen


def _adverb_phrase(end: int, scene: Scene, rules: ActorRules) -> int:
    """Return the length of the adverb of several words that ends before token `end`, 0 where none does."""
    for size in (2, 3):
        if tuple(scene.norm(at) for at in range(end - size, end)) in rules.adverb_phrases:
            return size
    return 0


def _head_of(first: int, last: int, scene: Scene, rules: ActorRules) -> tuple[str, set[str]]:
    """Return the word of a trigger that is its verb, and the words with it ("se sont emparés")."""
    helping = rules.auxiliaries | rules.been | rules.reflexive | rules.clitics
    at = first
    while at < last - 1 and scene.norm(at) in helping:
        at += 1
    return scene.norm(at), {scene.norm(i) for i in range(first, last - 1)}


def _shared_voice(first: int, scene: Scene, rules: ActorRules) -> Voice | None:
    """Return the voice a participle shares with one before it ("ont pris la ville et capturé X")."""
    if scene.norm(first - 1) not in rules.and_:
        return None
    for at in range(first - 2, max(-1, first - 2 - _REACH), -1):
        norm = scene.norm(at)
        if norm in rules.barriers:
            return None
        if norm in rules.been:
            return "passive"
        if norm in rules.have:
            return "active"
        if norm in rules.be:
            return "active" if scene.norm(at - 1) in rules.reflexive else "passive"
    return None


def _has_subject_and_object(first: int, last: int, scene: Scene, rules: ActorRules) -> bool:
    """Tell a headline's verb ("Army kills 50") from a noun that looks like it."""
    if scene.mention(first - 1) is None:
        return False
    after = scene.norm(last)
    number = after[:1].isdigit()
    return number or scene.mention(last) is not None or after in rules.articles - rules.prepositions


def _bare_past(first: int, last: int, scene: Scene, rules: ActorRules, frame: Frame) -> Voice:
    """Tell "rebels killed ten civilians" from "ten civilians killed in raids" by what follows."""
    if scene.norm(first - 1) in rules.pronouns:
        return "active"  # "a pilot they captured"
    after = scene.norm(last)
    if scene.mention(last) is not None or after in rules.articles - rules.prepositions:
        return "active"
    aimed = after in rules.target - rules.doubtful_target
    if aimed and scene.norm(last + 1) not in rules.adverbs:
        return "active"
    doer = scene.mention(first - 1)
    if frame.victims and doer is not None and doer.actor.actor_kind in _ATTACKERS:
        return "active"  # "bombers struck near the gate"
    following = scene.norm(last + 1)
    counted = (after, following) in rules.approximations or following[:1].isdigit()
    ends = not after or not scene.tokens[last].is_word
    return "participle" if ends or (after in rules.prepositions and not counted) else "active"
