"""Distances as texts write them: "10 km", "une trentaine de kilomètres", "entre 5 et 10 miles"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from eventgeo.assembly.numbers import read_number
from eventgeo.assembly.spatial_rules import DistanceWords, spatial_rules

_DECIMAL = re.compile(r"\d+[.,]\d{1,2}|0[.,]\d+")
_LONGEST_NUMBER, _LONGEST_UNIT = 6, 4  # words
_OPENING, _CLOSING = "([", ")]"
_SOME_AT_LEAST = 4.0  # "des dizaines" are 20 to 80
_MORE = 1.5  # "plus de 50" may be 75


@dataclass(frozen=True, slots=True, kw_only=True)
class Distance:
    """A distance read: its range in km and its token range. ``end`` is exclusive."""

    least_km: float
    most_km: float
    start: int
    end: int


def read_distances(forms: Sequence[str], lang: str) -> tuple[Distance, ...]:
    """Return the distances among the words of a sentence, in order.

    A second one in brackets ("30 km (18 miles)") is the first in other units and goes with it.

    Examples
    --------
    >>> words = "à une trentaine de kilomètres de Homs".split()
    >>> read_distances(words, "fr")
    (Distance(least_km=30.0, most_km=30.0, start=1, end=5),)
    >>> [(found.least_km, found.most_km) for found in read_distances(["5", "to", "10", "miles"], "en")]
    [(8.05, 16.1)]
    >>> read_distances("une trentaine de soldats".split(), "fr")
    ()
    """
    rules = spatial_rules(lang)
    if rules is None or rules.distances.signs.isdisjoint(forms):
        return ()
    words = rules.distances
    found: list[Distance] = []
    for start, end, factor in _units(forms, words):
        distance = _before(forms, start, end, factor, words, lang)
        if distance is None:
            continue
        last = found[-1] if found else None
        if last is not None and last.end == distance.start - 1 and forms[last.end] in _OPENING:
            closing = distance.end + (distance.end < len(forms) and forms[distance.end] in _CLOSING)
            found[-1] = _ranged(last.least_km, last.most_km, last.start, closing)
        elif last is None or last.end <= distance.start:
            found.append(distance)
    return tuple(found)


def _units(forms: Sequence[str], words: DistanceWords) -> Iterator[tuple[int, int, float]]:
    """Yield (start, end, km) of every unit, the longest that stands there."""
    at = 0
    while at < len(forms):
        if forms[at] in words.wholes:
            yield at, at + 1, 0.0
        longest = min(_LONGEST_UNIT, len(forms) - at) if forms[at] in words.unit_openers else 0
        for length in range(longest, 0, -1):
            factor = words.units.get(" ".join(forms[at : at + length]))
            if factor is not None:
                yield at, at + length, factor
                at += length - 1
                break
        at += 1


def _before(
    forms: Sequence[str], unit: int, end: int, factor: float, words: DistanceWords, lang: str
) -> Distance | None:
    """Read the number before the unit at `unit`."""
    if not factor:
        return _ranged(words.wholes[forms[unit]], words.wholes[forms[unit]], unit, end)
    stop = unit - (unit > 0 and forms[unit - 1] in words.links)
    value = _number_until(forms, stop, words, lang)
    if value is None:
        return None
    low, high, start = value
    if end < len(forms) and " ".join(forms[end : end + 2]) in words.halves:
        low, high, end = low + 0.5, high + 0.5, end + 2  # "un kilomètre et demi"
    if start > 1 and forms[start - 1] in words.ranges:
        first = _number_until(forms, start - 1, words, lang) or _number_until(
            forms, start - 1 - _unit_length(forms, start - 1, words), words, lang
        )
        if first is not None and first[0] <= low:
            low, start = first[0], first[2]
            start -= start > 0 and forms[start - 1] in words.range_openers
    low, high, start = _bounded(forms, low, high, start, words)
    return _ranged(low * factor, high * factor, start, end)


def _number_until(
    forms: Sequence[str], stop: int, words: DistanceWords, lang: str
) -> tuple[float, float, int] | None:
    """Return (least, most, start) of the longest number whose words end before token `stop`."""
    if stop and forms[stop - 1] in words.halves:
        return _half_until(forms, stop - 1, words, lang)
    for start in range(max(0, stop - _LONGEST_NUMBER), stop):
        form = forms[start]
        if start == stop - 1:
            if form in words.some:
                return *words.some[form], start
            if _DECIMAL.fullmatch(form):
                value = float(form.replace(",", "."))
                return value, value, start
        number = read_number(forms, start, lang)
        if number is not None and number.end == stop:
            most = number.value * (_SOME_AT_LEAST if number.at_least else 1.0)
            return float(number.value), float(most), start
    return None


def _half_until(forms: Sequence[str], at: int, words: DistanceWords, lang: str) -> tuple[float, float, int]:
    """Return the number that ends with the half at token `at`: "half", "two and a half"."""
    half, before = words.halves[forms[at]], at
    while before and (forms[before - 1] in words.links or forms[before - 1] in words.ranges):
        before -= 1
    whole = _number_until(forms, before, words, lang) if before < at else None
    if whole is None:
        return half, half, at
    return whole[0] + half, whole[1] + half, whole[2]


def _unit_length(forms: Sequence[str], end: int, words: DistanceWords) -> int:
    """Return how many words of a unit end before token `end`: "10 km à 15 km"."""
    return 1 if end and forms[end - 1] in words.units else 0


def _bounded(
    forms: Sequence[str], low: float, high: float, start: int, words: DistanceWords
) -> tuple[float, float, int]:
    """Take in the words before a number that bound it: "moins de", "plus de", "environ"."""
    for phrases, bound in ((words.at_most, "most"), (words.at_least, "least"), (words.about, "")):
        for phrase in phrases:
            if start >= len(phrase) and tuple(forms[start - len(phrase) : start]) == phrase:
                start -= len(phrase)
                if bound == "most":
                    low = 0.0
                elif bound == "least":
                    high *= _MORE
                return low, high, start
    return low, high, start


def _ranged(least_km: float, most_km: float, start: int, end: int) -> Distance:
    return Distance(least_km=_three_digits(least_km), most_km=_three_digits(most_km), start=start, end=end)


def _three_digits(value: float) -> float:
    return float(f"{value:.3g}")
