"""Patterns of expressions of time, from ``rules/<lang>/dates.toml``, ready to be looked for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from eventgeo.assembly.date_names import SlotWords, slot_words
from eventgeo.assembly.phrases import Element, read_phrase
from eventgeo.assembly.rulefiles import read_rules


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
    """One language's patterns, by the word or kind of slot that they begin with, and the names for slots."""

    by_word: Mapping[str, Sequence[Pattern]]
    by_kind: Mapping[str, Sequence[Pattern]]
    words: SlotWords
    numerals: frozenset[str]
    """Words with which a number can begin."""
    double_months: bool
    """Whether a month may bear two names at once ("أيار/مايو")."""
    since: tuple[tuple[Element, ...], ...]
    capitalised: frozenset[str]
    """Kinds of slot whose names are other words when written small."""


@cache
def date_rules(lang: str) -> DateRules | None:
    """Return the date rules of `lang`, None where it has none."""
    raw = read_rules(lang, "dates")
    if not raw:
        return None
    by_word: dict[str, list[Pattern]] = {}
    by_kind: dict[str, list[Pattern]] = {}
    for pattern in date_patterns(lang):
        for part in _first_parts(pattern):
            if isinstance(part, Slot):
                by_kind.setdefault(part.kind, []).append(pattern)
            else:
                for word in part.words:
                    by_word.setdefault(word, []).append(pattern)
    numbers = read_rules(lang, "numbers")
    return DateRules(
        by_word=by_word,
        by_kind=by_kind,
        words=slot_words(lang, raw),
        numerals=frozenset(
            word for name in ("words", "multipliers", "about") for word in numbers.get(name, ())
        ),
        double_months=raw.get("double_months", False),
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


def _first_parts(pattern: Pattern) -> Iterator[Element | Slot]:
    """Yield the parts with which the pattern may begin."""
    for part in pattern.parts:
        yield part
        if not part.optional:
            return


def _read_part(piece: str) -> Element | Slot:
    if "\\" in piece:  # a bracket of the text
        optional = piece.startswith("(")
        words = (piece[1:-1] if optional else piece).replace("\\", "").split("|")
        return Element(words=frozenset(words), beginnings=(), optional=optional)
    bare = piece.strip("()")
    if not bare.startswith("{"):
        return read_phrase(piece)[0]
    name = bare.strip("{}")
    return Slot(name=name, kind=name.rstrip("23"), optional=piece.startswith("("))
