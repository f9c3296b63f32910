"""Patterns of expressions of time and the names that fill their slots, from ``rules/<lang>/dates.toml``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

from babel import Locale, UnknownLocaleError

from eventgeo.assembly.date_anchor import PARTS, UNITS
from eventgeo.assembly.phrases import Element, read_phrase
from eventgeo.assembly.rulefiles import read_rules
from eventgeo.assembly.spelling import respell


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """A place in a pattern for a word with a value: ``{weekday}``."""

    name: str
    kind: str
    optional: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Pattern:
    """A row of words and slots with the way to read it."""

    parts: tuple[Element | Slot, ...]
    reads: str
    options: Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class DateRules:
    """One language's patterns and names, ready for use."""

    by_word: Mapping[str, Sequence[Pattern]]
    by_kind: Mapping[str, Sequence[Pattern]]
    names: Mapping[str, Mapping[str, int]]
    pairs: Mapping[tuple[str, str], Mapping[str, int]]
    """Names of two words ("كانون الثاني"): what kind of slot they fill, and with what."""
    double_months: bool
    """Whether a month may bear two names at once ("أيار/مايو")."""
    duals: Mapping[str, int]
    """Units of time in the dual ("يومين", two days)."""
    full_months: frozenset[str]
    since: tuple[tuple[Element, ...], ...]
    capitalised: frozenset[str]


@cache
def date_rules(lang: str) -> DateRules | None:
    """Return the date rules of `lang`, None where it has none."""
    raw = read_rules(lang, "dates")
    if not raw:
        return None
    by_word: dict[str, list[Pattern]] = {}
    by_kind: dict[str, list[Pattern]] = {}
    for pattern in date_patterns(lang):
        for part in pattern.parts:
            if isinstance(part, Slot):
                by_kind.setdefault(part.kind, []).append(pattern)
            else:
                for word in part.words:
                    by_word.setdefault(word, []).append(pattern)
            if not part.optional:
                break
    names: dict[str, dict[str, int]] = {
        "weekday": _names(lang, "days", "wide") | raw.get("weekdays", {}),
        "month": _names(lang, "months", "wide", "abbreviated") | raw.get("months", {}),
        "day": raw.get("day_words", {}),
        "season": raw.get("seasons", {}),
        "unit": {word: UNITS[unit] for word, unit in raw["units"].items()},
        "part": {word: PARTS[part] for word, part in raw["parts"].items()},
    }
    pairs: dict[tuple[str, str], dict[str, int]] = {}
    for kind, table in names.items():
        for name, value in table.items():
            if " " in name:
                first, _, second = name.partition(" ")
                pairs.setdefault((first, second), {})[kind] = value
    return DateRules(
        by_word=by_word,
        by_kind=by_kind,
        names=names,
        pairs=pairs,
        double_months=raw.get("double_months", False),
        duals={word: UNITS[unit] for word, unit in raw.get("duals", {}).items()},
        full_months=frozenset(_names(lang, "months", "wide")),
        since=tuple(sorted((read_phrase(text) for text in raw["linking"]["since"]), key=len, reverse=True)),
        capitalised=frozenset(raw.get("capitalised", ())),
    )


def date_patterns(lang: str) -> tuple[Pattern, ...]:
    """Return the patterns of `lang` in the order of its rule file; none where it has none.

    Examples
    --------
    >>> date_patterns("fr")[0].reads, date_patterns("xx")
    ('calendar_day', ())
    """
    patterns = []
    for entry in read_rules(lang, "dates").get("expression", ()):
        options = {key: value for key, value in entry.items() if key not in ("pattern", "reads")}
        parts = tuple(_read_part(piece) for piece in entry["pattern"].split())
        patterns.append(Pattern(parts=parts, reads=entry["reads"], options=options))
    return tuple(patterns)


def _read_part(piece: str) -> Element | Slot:
    if piece.startswith("\\"):  # a bracket of the text
        return Element(words=frozenset({piece[1:]}), beginnings=())
    bare = piece.strip("()")
    if not bare.startswith("{"):
        return read_phrase(piece)[0]
    name = bare.strip("{}")
    return Slot(name=name, kind=name.rstrip("23"), optional=piece.startswith("("))


def _names(lang: str, what: Literal["days", "months"], *widths: str) -> dict[str, int]:
    """Return the names that CLDR gives days (Monday 0) or months (January 1), without their full stop."""
    try:
        locale = Locale(lang)
    except (UnknownLocaleError, ValueError):
        return {}
    names = (locale.days if what == "days" else locale.months)["format"]
    named = ((name, number) for width in widths for number, name in names[width].items())
    return {respell(name.lower().rstrip("."), lang): number for name, number in named}
