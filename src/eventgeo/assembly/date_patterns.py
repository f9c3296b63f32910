"""Patterns of expressions of time, from ``rules/<lang>/dates.toml``, ready to be looked for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
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
    number: int = 0
    """Its place in the rule file: of two that reach equally far the first is taken."""


@dataclass(slots=True)
class Followers:
    """The patterns that begin alike, by what comes next in them, so that few are tried at each token."""

    alone: list[Pattern] = field(default_factory=list)
    """Those that need nothing more."""
    by_word: dict[str, list[Pattern]] = field(default_factory=dict)
    by_kind: dict[str, list[Pattern]] = field(default_factory=dict)

    def add(self, pattern: Pattern, after: int) -> None:
        """Add a pattern by all that may come after its part number `after`."""
        for part in pattern.parts[after + 1 :]:
            if isinstance(part, Slot):
                self.by_kind.setdefault(part.kind, []).append(pattern)
            else:
                for word in part.words:
                    self.by_word.setdefault(word, []).append(pattern)
            if not part.optional:
                return
        self.alone.append(pattern)


@dataclass(frozen=True, slots=True, kw_only=True)
class DateRules:
    """One language's patterns, by the word or kind of slot that they begin with, and the names for slots."""

    by_word: Mapping[str, Followers]
    by_kind: Mapping[str, Followers]
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
    by_word: dict[str, Followers] = {}
    by_kind: dict[str, Followers] = {}
    for pattern in date_patterns(lang):
        for at, part in enumerate(pattern.parts):
            if isinstance(part, Slot):
                by_kind.setdefault(part.kind, Followers()).add(pattern, at)
            else:
                for word in part.words:
                    by_word.setdefault(word, Followers()).add(pattern, at)
            if not part.optional:
                break
    numbers = read_rules(lang, "numbers")
    return DateRules(
        by_word=by_word,
        by_kind=by_kind,
        words=slot_words(lang, raw),
        numerals=frozenset(
            phrase.split()[0]
            for name in ("words", "multipliers", "about", "fixed")
            for phrase in numbers.get(name, ())
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
    for number, entry in enumerate(read_rules(lang, "dates").get("expression", ())):
        options = {key: value for key, value in entry.items() if key not in ("pattern", "reads")}
        parts = tuple(_read_part(piece) for piece in entry["pattern"].split())
        patterns.append(Pattern(parts=parts, reads=entry["reads"], options=options, number=number))
    return tuple(patterns)


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
