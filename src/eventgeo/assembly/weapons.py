"""Weapons and means, tied to the events that were done with them.

A weapon is found by its words (``rules/<lang>/weapons.toml``) and belongs to the event whose trigger it is
part of, or whose clause names it as an instrument ("au couteau", "par des avions"), as what struck ("un drone
a frappé") or as what was fired. What an attack strikes ("détruit un char") is its target, not its means.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from eventgeo.assembly.weapon_mentions import (
    WeaponMention,
    WeaponRules,
    as_weapon,
    find_mentions,
    weapon_rules,
)
from eventgeo.assembly.word_forms import rule_forms
from eventgeo.datafiles import read_toml
from eventgeo.model import Sentence, Tags, Trigger, Weapon
from eventgeo.text.sentences import sentence_numbers

_NEAR = 6
"""Tokens before a weapon among which a word of use may stand: "à coups de poings et de matraques"."""
_USE = 4
"""Tokens after a weapon among which its use may be told: "mortars were used"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Event:
    """A trigger with its number and its tokens."""

    at: int
    trigger: Trigger
    start: int
    end: int


@cache
def _event_types() -> Mapping[str, frozenset[str]]:
    """Return the types of event that have a means, and those whose object is a weapon."""
    raw = read_toml("assembly", "rules/weapons.toml")
    return {name: frozenset(types) for name, types in raw["types"].items()}


def find_weapons(tags: Tags) -> tuple[tuple[Weapon, ...], ...]:
    """Return the weapons of each event, in the order of ``tags.triggers``, one of each kind.

    Examples
    --------
    >>> from eventgeo.model import Document
    >>> from eventgeo.text.sentences import split_sentences
    >>> text = "Une attaque à la voiture piégée a détruit un char."
    >>> attack = Trigger(start=4, end=11, text="attaque", event_type="bombing", lemma="attaque",
    ...                  features=frozenset({"noun"}), rule="example")
    >>> tags = Tags(document=Document(doc_id="1", text=text, lang="fr"),
    ...             sentences=split_sentences(text, "fr"), triggers=(attack,))
    >>> [(weapon.kind, weapon.text) for weapon in find_weapons(tags)[0]]
    [('car bomb', 'à la voiture piégée')]
    """
    lang = tags.document.lang or ""
    rules = weapon_rules(lang)
    if rules is None:
        return tuple(() for _ in tags.triggers)
    by_sentence: dict[int, list[int]] = {}
    for at, number in enumerate(sentence_numbers(tags.triggers, tags.sentences)):
        by_sentence.setdefault(number, []).append(at)
    found: dict[int, dict[str, Weapon]] = {}
    told: _Event | None = None
    for number, sentence in enumerate(tags.sentences):
        events = [_event(sentence, at, tags.triggers[at]) for at in by_sentence.get(number, ())]
        if events or told is not None:
            norms = rule_forms(sentence.tokens, lang)
            for mention, event, reason in _tied(find_mentions(norms, rules), events, told, norms, rules):
                weapon = as_weapon(sentence, mention, reason)
                found.setdefault(event.at, {}).setdefault(mention.kind, weapon)
        kinds = _event_types()["told"]
        told = next((event for event in events if event.trigger.event_type in kinds), None)
    return tuple(tuple(found.get(at, {}).values()) for at in range(len(tags.triggers)))


def _tied(
    mentions: Sequence[WeaponMention],
    events: Sequence[_Event],
    told: _Event | None,
    norms: Sequence[str],
    rules: WeaponRules,
) -> Iterator[tuple[WeaponMention, _Event, str]]:
    """Yield the weapons of a sentence with their events; `told` is the event of the sentence before."""
    before: list[tuple[_Event, str]] = []
    end = 0
    for mention in mentions:
        owners = _owners(mention, mentions, events, norms, rules)
        if not events and told is not None and _points_back(mention, norms, rules):
            owners = [(told, f'points back to "{told.trigger.text}"')]
        elif not owners and all(_joins(norms[at], rules) for at in range(end, mention.start)):
            owners = [(event, f'joined to a weapon of "{event.trigger.text}"') for event, _ in before]
        for event, reason in owners:
            yield mention, event, reason
        before, end = owners, mention.end


def _points_back(mention: WeaponMention, norms: Sequence[str], rules: WeaponRules) -> bool:
    """Say whether a weapon in a sentence without an event was of the one before: "Ils étaient armés de …"."""
    if _has(norms[mention.end : mention.end + _USE], rules.lists["used"]):
        return True
    return _governor(norms, mention.start, 0, rules) in rules.lists["carried"]


def _event(sentence: Sentence, at: int, trigger: Trigger) -> _Event:
    starts = [token.start for token in sentence.tokens]
    start = max(0, bisect_left(starts, trigger.start + 1) - 1)
    return _Event(at=at, trigger=trigger, start=start, end=max(start + 1, bisect_left(starts, trigger.end)))


def _owners(
    mention: WeaponMention,
    mentions: Sequence[WeaponMention],
    events: Sequence[_Event],
    norms: Sequence[str],
    rules: WeaponRules,
) -> list[tuple[_Event, str]]:
    """Return the events done with a weapon, each with its reason; mostly one, or none."""
    part = [event for event in events if event.start < mention.end and mention.start < event.end]
    if part:
        return [(event, f'in the words "{event.trigger.text}"') for event in part]
    weapon_tokens = {at for other in mentions for at in range(other.start, other.end)}
    best: tuple[int, _Event, str] | None = None
    for event in events:
        after = event.end <= mention.start
        gap = range(event.end, mention.start) if after else range(mention.end, event.start)
        if len(gap) > rules.reach["most"] or any(norms[at] in rules.lists["apart"] for at in gap):
            continue
        joined = all(at in weapon_tokens or _joins(norms[at], rules) for at in gap)
        tie = _tie_after if after else _tie_before
        reason = tie(mention, event, norms, rules, joined=joined)
        if reason and (best is None or len(gap) < best[0]):
            best = (len(gap), event, reason)
    return [] if best is None else [best[1:]]


def _tie_after(
    mention: WeaponMention, event: _Event, norms: Sequence[str], rules: WeaponRules, *, joined: bool
) -> str:
    """Return why a weapon named after its event is that event's, "" where it is not."""
    kind, lists, name = event.trigger.event_type, rules.lists, event.trigger.text
    gap = norms[event.end : mention.start]
    launched = norms[event.start].startswith(rules.launching)
    is_object = kind in _event_types()["objects"]
    if not is_object and kind not in _event_types()["means"]:
        return ""
    if mention.instrument:
        return f'instrument of "{name}"'
    governor = _governor(norms, mention.start, event.end, rules)
    if _has(gap[-_NEAR:], lists["without"]):
        return ""
    if governor in lists["against"] or _has(gap, lists["against"]):
        return ""
    if governor in lists["armed"] or governor in lists["instrument"]:
        return f'after "{governor}"'
    used = next((norm for norm in reversed(gap[-_NEAR:]) if norm in lists["armed"]), "")
    if used:
        return f'after "{used}"'
    if not is_object and _has(norms[mention.end : mention.end + _USE], lists["used"]):
        return f'used in "{name}"'
    if is_object:
        return f'object of "{name}"' if len(gap) <= rules.reach["object"] else ""
    if "noun" not in event.trigger.features:
        if rules.verb_first and not gap:
            return f'subject of "{name}"'
        near = launched and len(gap) <= rules.reach["object"]
        return f'fired: object of "{name}"' if near else ""
    return f'named with "{name}"' if joined else ""


def _tie_before(
    mention: WeaponMention, event: _Event, norms: Sequence[str], rules: WeaponRules, *, joined: bool
) -> str:
    """Return why a weapon named before its event is that event's, "" where it is not."""
    kind, lists, name = event.trigger.event_type, rules.lists, event.trigger.text
    gap = norms[mention.end : event.start]
    is_object = kind in _event_types()["objects"]
    if not is_object and kind not in _event_types()["means"]:
        return ""
    governor = _governor(norms, mention.start, 0, rules)
    if governor in lists["against"]:
        return ""
    passive = _has(gap, lists["passive"]) and not _has(gap, lists["reflexive"])
    passive = passive or "passive" in event.trigger.features
    if is_object:
        return f'object of "{name}"' if passive or len(gap) <= 1 else ""
    if mention.instrument or governor in lists["armed"]:
        return f'instrument of "{name}"'
    if "noun" in event.trigger.features:
        return f'named with "{name}"' if joined and rules.before_noun else ""
    if len(gap) > rules.reach["subject"] or _has(gap, lists["against"]):
        return ""
    if passive:
        return f'fired: subject of "{name}"' if norms[event.start].startswith(rules.launching) else ""
    return f'subject of "{name}"' if not governor or governor in lists["subject_after"] else ""


def _joins(norm: str, rules: WeaponRules) -> bool:
    """Say whether a word may stand between the weapons of one row: "de missiles et de quatorze drones"."""
    return norm in rules.lists["joining"] or rules.is_number(norm)


def _has(norms: Sequence[str], words: Collection[str]) -> bool:
    return any(norm in words for norm in norms)


def _governor(norms: Sequence[str], at: int, first: int, rules: WeaponRules) -> str:
    """Return the word that governs a weapon, past its articles, numbers and adjectives; "" for none."""
    lists = rules.lists
    for place in range(at - 1, max(first, at - 1 - rules.reach["noun"]) - 1, -1):
        norm = norms[place]
        if norm in lists["instrument"] and place > first and norms[place - 1] in lists["armed"]:
            return norms[place - 1]  # "armed with rifles"
        if norm in lists["armed"] or norm in lists["instrument"] or norm in lists["against"]:
            return norm
        if not (norm in lists["articles"] or norm in lists["adjectives"] or rules.is_in_number(norms, place)):
            return norm if norm[0].isalnum() else ""
    return ""
