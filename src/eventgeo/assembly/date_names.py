"""Words that fill the slots of date patterns: names of days and months, units, parts of a month, seasons."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from eventgeo.assembly.date_anchor import PARTS, UNITS
from eventgeo.assembly.spelling import respell
from eventgeo.calendars import Width, names

_FILLS = {"full_month": "month", "short_weekday": "weekday", "day_word": "day"}
"""Kinds of slot that are filled with the value of another kind."""
_YEARS = range(1900, 2100)
Fillers = Mapping[str, "Filler"]
"""The kinds of slot that a word can fill, each with what it fills it with."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Filler:
    """What a slot is filled with by a name of one word or two."""

    values: Mapping[str, int]
    width: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class SlotWords:
    """The names of one language: of one word, and of two ("كانون الثاني") by their first and second."""

    single: Mapping[str, Fillers]
    pairs: Mapping[str, Mapping[str, Fillers]]


def slot_words(lang: str, raw: Mapping[str, Any]) -> SlotWords:
    """Return the words by which the rules `raw` of a language fill slots.

    Examples
    --------
    >>> words = slot_words("fr", {"units": {"jours": "day"}, "parts": {"mi": "middle"}})
    >>> words.single["mars"]["month"].values, words.single["mi-mars"]["mid_month"].values
    ({'month': 3}, {'part': 2, 'month': 3})
    """
    single: dict[str, dict[str, Filler]] = {}
    pairs: dict[str, dict[str, dict[str, Filler]]] = {}
    for kind, name, values in _entries(lang, raw):
        first, _, second = name.partition(" ")
        if second:
            pairs.setdefault(first, {}).setdefault(second, {})[kind] = Filler(values=values, width=2)
        else:
            single.setdefault(name, {})[kind] = Filler(values=values)
    return SlotWords(single=single, pairs=pairs)


def _entries(lang: str, raw: Mapping[str, Any]) -> Iterator[tuple[str, str, dict[str, int]]]:
    """Yield the kind of slot, a name, and what it fills the slot with."""
    full = _cldr("months", lang, raw, "wide")
    months = full | _cldr("months", lang, raw, "abbreviated") | raw.get("months", {})
    parts = {word: PARTS[part] for word, part in raw.get("parts", {}).items()}
    tables: dict[str, Mapping[str, int]] = {
        "weekday": _cldr("days", lang, raw, "wide") | raw.get("weekdays", {}),
        "short_weekday": _cldr("days", lang, raw, "abbreviated") | raw.get("short_weekdays", {}),
        "month": months,
        "full_month": full,
        "hijri_month": raw.get("hijri_months", {}),
        "day": raw.get("day_words", {}),
        "day_word": raw.get("spelled_days", {}),
        "season": raw.get("seasons", {}),
        "unit": {word: UNITS[unit] for word, unit in raw.get("units", {}).items()},
        "part": parts,
    }
    for kind, table in tables.items():
        for name, value in table.items():
            yield kind, name, {_FILLS.get(kind, kind): value}
    for word, unit in raw.get("duals", {}).items():
        yield "dual", word, {"number": 2, "unit": UNITS[unit]}
    for part, which in parts.items():
        for month, number in months.items():
            yield "mid_month", f"{part}-{month}", {"part": which, "month": number}
        for year in _YEARS:
            yield "mid_year", f"{part}-{year}", {"part": which, "year": year}


def _cldr(what: Any, lang: str, raw: Mapping[str, Any], width: Width) -> dict[str, int]:
    found = names(what, lang, [width], raw.get("regions", ()))
    return {respell(name, lang): number for name, number in found.items()}
