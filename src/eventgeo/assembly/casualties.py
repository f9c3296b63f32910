"""Dead and injured that the text ties to an event.

Numbers are read before the words for dead and injured ("au moins 14 morts") and after their verbs ("a tué 12
civils"); each goes to the nearest trigger of its sentence whose type can cost lives.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any, Literal

from eventgeo.assembly.numbers import Number, read_number
from eventgeo.assembly.phrases import PhraseIndex
from eventgeo.assembly.rulefiles import read_rules
from eventgeo.assembly.word_forms import rule_forms
from eventgeo.model import Casualties, Count, Sentence, Tags, Trigger
from eventgeo.text.sentences import sentence_numbers

_LONGEST_PHRASE = 4
"""Tokens from one number of a row to the next: "sept soldats loyalistes et six civils"."""
_YEAR = re.compile("(?:19|20)[0-9][0-9]")
_ASIDE = 12
"""Tokens of an aside between a subject and its verb: "dix soldats, appelés en renfort, ont été tués"."""
_STRANGE, _STRANGE_IN_SUBJECT = 2, 4
"""Words not listed that may stand between a number and what it counts."""

Harm = Literal["killed", "injured"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Toll:
    """A number of dead or injured in a sentence; ``place`` is the character offset of its word."""

    harm: Harm
    low: int | None
    high: int | None
    place: int


@dataclass(frozen=True, slots=True, kw_only=True)
class _Rules:
    words: PhraseIndex[Harm]
    verbs: PhraseIndex[Harm]
    bounds: PhraseIndex[str]
    raw: dict[str, Any]
    between: frozenset[str]
    types: frozenset[str]


@cache
def _casualty_rules(lang: str) -> _Rules | None:
    raw = read_rules(lang, "casualties")
    if not raw:
        return None
    harms: tuple[Harm, ...] = ("killed", "injured")
    return _Rules(
        words=PhraseIndex((phrase, harm) for harm in harms for phrase in raw[harm]),
        verbs=PhraseIndex((phrase, harm) for harm in harms for phrase in raw[f"{harm}_verbs"]),
        bounds=PhraseIndex((phrase, bound) for bound in ("at_least", "at_most") for phrase in raw[bound]),
        raw=raw,
        between=frozenset(raw["between"]),
        types=frozenset(raw["types"]),
    )


def count_casualties(tags: Tags) -> tuple[Casualties, ...]:
    """Return the dead and injured of each trigger, in the order of ``tags.triggers``.

    Examples
    --------
    >>> from eventgeo.model import Document
    >>> from eventgeo.text.sentences import split_sentences
    >>> text = "Une frappe a tué au moins 12 civils et fait 30 blessés."
    >>> strike = Trigger(start=4, end=10, text="frappe", event_type="strike", lemma="frappe",
    ...                  features=frozenset({"noun"}), rule="example")
    >>> tags = Tags(document=Document(doc_id="1", text=text, lang="fr"),
    ...             sentences=split_sentences(text, "fr"), triggers=(strike,))
    >>> found = count_casualties(tags)[0]
    >>> (found.killed.low, found.killed.high), (found.injured.low, found.injured.high)
    ((12, None), (30, 30))
    """
    lang = tags.document.lang or ""
    rules = _casualty_rules(lang)
    if rules is None or not tags.triggers:
        return tuple(Casualties() for _ in tags.triggers)
    by_sentence: dict[int, list[int]] = {}
    for at, number in enumerate(sentence_numbers(tags.triggers, tags.sentences)):
        if tags.triggers[at].event_type in rules.types:
            by_sentence.setdefault(number, []).append(at)
    counts: dict[int, dict[str, Count]] = {}
    for sentence_at, members in by_sentence.items():
        for toll in find_tolls(tags.sentences[sentence_at], lang):
            owner = min(members, key=lambda at: _distance(tags.triggers[at], toll))
            counts.setdefault(owner, {}).setdefault(toll.harm, Count(low=toll.low, high=toll.high))
    return tuple(Casualties(**counts.get(at, {})) for at in range(len(tags.triggers)))


def _distance(trigger: Trigger, toll: Toll) -> tuple[bool, int]:
    """Attacks before killings: in "une frappe a tué dix civils" the dead are the strike's."""
    return trigger.event_type == "killing", abs(trigger.start - toll.place)


def find_tolls(sentence: Sentence, lang: str) -> tuple[Toll, ...]:
    """Return the numbers of dead and injured in a sentence, in order.

    Examples
    --------
    >>> from eventgeo.text.sentences import split_sentences
    >>> [sentence] = split_sentences("Between 10 and 12 people died and dozens were wounded.", "en")
    >>> [(toll.harm, toll.low, toll.high) for toll in find_tolls(sentence, "en")]
    [('killed', 10, 12), ('injured', 24, None)]
    """
    rules = _casualty_rules(lang)
    if rules is None:
        return ()
    norms = rule_forms(sentence.tokens, lang)
    words = rules.words.find(norms)
    verbs = {found.end: found for found in rules.verbs.find(norms)}
    if not words and not verbs:
        return ()
    bounds = {found.end: found.value for found in rules.bounds.find(norms)}
    tolls: list[Toll] = []
    used: set[int] = set()
    for end in sorted({found.end for found in words} | set(verbs)):
        number: Number | None = None
        verb = verbs.get(end)
        passive = verb is not None and verb.start > 0 and norms[verb.start - 1] in rules.raw["passive"]
        if verb is not None and not passive:
            number, harm, at = _number_after(norms, end, lang, rules, used), verb.value, verb.start
        if number is None:
            word = next((found for found in words if found.end == end), None)
            if word is None:
                continue
            end_of_subject = _subject_end(norms, word.start, rules)
            number = _number_before(norms, end_of_subject, lang, rules, used)
            if number is None and end_of_subject < word.start:  # "six hommes, deux … et quatre …, ont été"
                number = _number_before(norms, word.start, lang, rules, used)
            harm, at = word.value, word.start
            if number is None and _is_inverted(norms, word.start, rules):
                number = _number_after(norms, end, lang, rules, used)
            if number is None and word.start not in used and not _is_uncounted(norms, word.start, rules):
                number = _counted(norms, word.start, rules)
        if number is None:
            continue
        used.update(range(number.start, number.end))
        low, high = _bounds(norms, number, bounds, lang, rules, used)
        tolls.append(Toll(harm=harm, low=low, high=high, place=sentence.tokens[at].start))
    return tuple(tolls)


def _number_after(norms: Sequence[str], at: int, lang: str, rules: _Rules, used: set[int]) -> Number | None:
    for place in range(at, min(len(norms), at + rules.raw.get("reach_after", 4))):
        if place in used:
            return None
        number = read_number(norms, place, lang) or _counted(norms, place, rules)
        if number is not None:
            return number if _counts_people(norms, number, rules) else None
        if norms[place] in (",", ".", ";", ":"):
            return None
    return None


def _is_inverted(norms: Sequence[str], at: int, rules: _Rules) -> bool:
    """Say whether a verb may stand before those it tells of: "murieron doce civiles"."""
    inverted = rules.raw.get("inverted", ())
    after_passive = bool(inverted) and at > 0 and norms[at - 1] in rules.raw["passive"]
    return after_passive or norms[at] in inverted


def _is_uncounted(norms: Sequence[str], at: int, rules: _Rules) -> bool:
    return any(norm in rules.raw.get("uncounted_after", ()) for norm in norms[max(0, at - 2) : at])


def _counted(norms: Sequence[str], at: int, rules: _Rules) -> Number | None:
    """Read a noun whose form says how many: "مدنيان" is two civilians."""
    value = rules.raw.get("counted", {}).get(norms[at])
    return None if value is None else Number(value=value, start=at, end=at + 1)


def _counts_people(norms: Sequence[str], number: Number, rules: _Rules) -> bool:
    """Say whether the number can count people: not years of age, shares or drones; nor "no one"."""
    if number.start > 0 and norms[number.start - 1] in rules.raw["none"]:
        return False
    after = [norm for norm in norms[number.end : number.end + 4] if norm not in ("de", "d'", "of")]
    thing = bool(after) and (after[0] in rules.raw["not_people"] or after[0] in rules.raw["things"])
    if after and after[0] not in rules.between:  # "un petit drone", "an unmanned aircraft"
        thing = thing or any(norm in rules.raw["things"] for norm in after[1:2])
    year = number.end == number.start + 1 and _YEAR.fullmatch(norms[number.start]) is not None
    return number.value > 0 and not thing and not (year and (not after or after[0] not in rules.between))


def _subject_end(norms: Sequence[str], at: int, rules: _Rules) -> int:
    """Return where the subject of a passive verb ends: before its auxiliaries, and before an aside."""
    end = at
    while end > 0 and norms[end - 1] in rules.raw["auxiliaries"]:
        end -= 1
    if end == at or end == 0:
        return at
    if norms[end - 1] != ",":
        return end
    commas = [place for place in range(end - 2, max(-1, end - 2 - _ASIDE), -1) if norms[place] == ","]
    return commas[0] if commas else at


def _number_before(norms: Sequence[str], at: int, lang: str, rules: _Rules, used: set[int]) -> Number | None:
    """Read the number whose noun phrase ends at `at`: "sept soldats et six civils" is thirteen.

    Words that are not listed count against the reach. A number after "dont" is part of the one before it.
    """
    number = _last_number(norms, at, lang, rules, used)
    while number is not None and number.start > 0 and _is_part(norms, number, rules):
        number = _last_number(norms, number.start - 1, lang, rules, used)
    if number is None or not _counts_people(norms, number, rules):
        return None
    while number.start > 1 and norms[number.start - 1] in rules.raw["and"]:
        more = _last_number(norms, number.start - 1, lang, rules, used)
        if more is None or not 1 < number.start - more.end <= _LONGEST_PHRASE:
            break  # nothing between them is a range: "entre 10 et 15"
        if not _counts_people(norms, more, rules):
            break
        number = replace(number, value=more.value + number.value, start=more.start)
    return number


def _is_part(norms: Sequence[str], number: Number, rules: _Rules) -> bool:
    """Say whether the number is part of one before it: "dont deux enfants", "one of them a child"."""
    after = " ".join(norms[number.end : number.end + 2])
    return norms[number.start - 1] in rules.raw["part_of"] or after in rules.raw["part_after"]


def _last_number(norms: Sequence[str], at: int, lang: str, rules: _Rules, used: set[int]) -> Number | None:
    """Return the last number before token `at`, as far as words of one noun phrase reach."""
    strange = 0
    is_subject = at < len(norms) and (norms[at] == "," or norms[at] in rules.raw["auxiliaries"])
    most = _STRANGE_IN_SUBJECT if is_subject else _STRANGE
    for place in range(at - 1, max(-1, at - 1 - rules.raw["reach"] * 2), -1):
        if place in used or norms[place] in (".", ";", ":", "?", "!"):
            return None
        number = read_number(norms, place, lang)
        if number is not None:
            first = place
            while first > 0 and first - 1 not in used:
                wider = read_number(norms, first - 1, lang)
                if wider is None or wider.end != number.end:
                    break
                number, first = wider, first - 1
            return number
        if norms[place] not in rules.between:
            strange += 1
            if strange > most or norms[place] in rules.raw["parting"]:
                return None
    return None


def _bounds(
    norms: Sequence[str], number: Number, bounds: dict[int, str], lang: str, rules: _Rules, used: set[int]
) -> tuple[int | None, int | None]:
    start, value = number.start, number.value
    if start >= 3 and norms[start - 1] in rules.raw["range_middle"]:
        for first in (start - 2, start - 3):
            other = read_number(norms, first, lang)
            opened = first > 0 and norms[first - 1] in rules.raw["range_first"]
            if other and other.end == start - 1 and opened:
                used.update(range(first, start))
                return min(other.value, value), max(other.value, value)
    before = start
    while before > 0 and norms[before - 1] in rules.raw["articles"]:
        before -= 1
    for end in (start, before):
        bound = bounds.get(end)
        if bound == "at_least":
            return value, None
        if bound == "at_most":
            return None, value
    return value, None if number.at_least else value
