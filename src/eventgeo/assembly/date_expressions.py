"""Expressions of time in a sentence, found by patterns with slots (data: ``rules/<lang>/dates.toml``)."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise
from typing import Any, Literal

from babel import Locale, UnknownLocaleError

from eventgeo.assembly.date_anchor import PARTS, UNITS, Anchor, Reading
from eventgeo.assembly.date_readings import read
from eventgeo.assembly.numbers import read_number
from eventgeo.assembly.phrases import Element, read_phrase
from eventgeo.assembly.rulefiles import read_rules
from eventgeo.assembly.spelling import respell
from eventgeo.assembly.word_forms import rule_forms
from eventgeo.model import Sentence

_ORDINAL = re.compile(r"(\d{1,2})")
_YEAR = re.compile(r"(?:19|20)\d\d")
_CLOCK = re.compile(r"\d{1,2}(?:(:)|\.)\d{2}\b(?(1)|\s*[|–—-])")
"""The time of day that opens an entry of a live ticker: "07:25 | …", "13.00 – …"."""
_NUMERIC = re.compile(r"(\d{1,2})[.](\d{1,2})[.]((?:19|20)\d\d)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """A place in a pattern for a word with a value: ``{weekday}``."""

    name: str
    kind: str
    optional: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Filler:
    """What a slot is filled with by a name of one word or two."""

    values: Mapping[str, int]
    width: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Pattern:
    """A row of words and slots with the way to read it."""

    parts: tuple[Element | Slot, ...]
    reads: str
    options: Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class DateExpression:
    """An expression of time: its token range, and how to read it.

    ``since`` marks one that opens a stretch up to the day of publication ("depuis jeudi").
    """

    start: int
    end: int
    text: str
    reads: str
    slots: Mapping[str, int]
    options: Mapping[str, Any] = field(default_factory=dict)
    since: bool = False

    def read(self, anchor: Anchor) -> Reading:
        """Return the days meant; where there are none, raise ``UnreadableDateError`` with the reason."""
        reading = read(self.reads, self.slots, anchor, self.options)
        if self.since and anchor.published is not None and reading.start <= anchor.published:
            return Reading(
                start=reading.start,
                end=anchor.published,
                precision="year" if reading.precision == "year" else "day",
            )
        return reading


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


def find_date_expressions(sentence: Sentence, lang: str) -> tuple[DateExpression, ...]:
    """Return the expressions of time in a sentence, in order, none overlapping.

    Examples
    --------
    >>> from eventgeo.text.sentences import split_sentences
    >>> [sentence] = split_sentences("Dans la nuit du 4 au 5 janvier 2020 puis mardi matin, il fuit.", "fr")
    >>> [(found.text, found.reads) for found in find_date_expressions(sentence, "fr")]
    [('Dans la nuit du 4 au 5 janvier 2020', 'calendar_days'), ('mardi', 'weekday')]
    """
    rules = date_rules(lang)
    if rules is None:
        return ()
    tokens = sentence.tokens
    norms = rule_forms(tokens, lang)
    kinds = [_kinds(token.text, norm, rules) for token, norm in zip(tokens, norms, strict=True)]
    clock = _CLOCK.match(sentence.text) if "clock" in rules.by_kind else None
    if clock is not None:
        kinds[0]["clock"] = Filler(values={}, width=3 if clock[1] else 1)
    if rules.pairs:
        for at, pair in enumerate(pairwise(norms)):
            for kind, value in rules.pairs.get(pair, {}).items():
                kinds[at][kind] = Filler(values={kind: value}, width=2)
    if rules.double_months:
        for at in reversed(range(len(kinds))):
            _join_double_month(norms, kinds, at)
    found: list[DateExpression] = []
    at = 0
    while at < len(tokens):
        best = _longest_at(norms, kinds, at, lang, rules)
        if best is None:
            at += 1
            continue
        later = _longest_at(norms, kinds, at + 1, lang, rules) if at + 1 < best[0] else None
        if later is not None and later[0] > best[0]:  # "in December" gives way to "December 15"
            at += 1
            best = later
        end, pattern, slots = best
        while not tokens[end - 1].is_word and end - 1 > at:
            end -= 1
        text = sentence.text[tokens[at].start - sentence.start : tokens[end - 1].end - sentence.start]
        found.append(
            DateExpression(
                start=at,
                end=end,
                text=text,
                reads=pattern.reads,
                slots=slots,
                options=pattern.options,
                since=bool(pattern.options.get("since")) or _follows(norms, at, rules.since),
            )
        )
        at = end
    return tuple(found)


def _kinds(text: str, norm: str, rules: DateRules) -> dict[str, Filler]:
    """Return what slots a token can fill, and with what."""
    if norm[0].isdigit():
        return _digit_kinds(norm)
    kinds: dict[str, Filler] = {}
    for kind, names in rules.names.items():
        value = names.get(norm)
        if value is not None and (kind not in rules.capitalised or text[0].isupper()):
            kinds[kind] = Filler(values={kind: value})
    if norm in rules.full_months and "month" in kinds:
        kinds["full_month"] = kinds["month"]
    if norm in rules.duals:
        kinds["dual"] = Filler(values={"number": 2, "unit": rules.duals[norm]})
    if "-" in norm:
        part, _, month = norm.partition("-")
        value = rules.names["month"].get(month)
        if value is not None and part in rules.names["part"]:
            kinds["mid_month"] = Filler(values={"part": rules.names["part"][part], "month": value})
    return kinds


def _join_double_month(norms: Sequence[str], kinds: Sequence[dict[str, Filler]], at: int) -> None:
    """Let the name of a month at `at` take in the same month's other name after it."""
    month = kinds[at].get("month")
    mark = at + month.width if month else 0
    if month is None or mark + 1 >= len(norms) or norms[mark] not in ("/", "-", "("):
        return
    other = kinds[mark + 1].get("month")
    if other is not None and other.values == month.values:
        end = mark + 1 + other.width
        end += norms[mark] == "(" and norms[end : end + 1] == [")"]
        kinds[at]["month"] = Filler(values=month.values, width=end - at)


def _digit_kinds(norm: str) -> dict[str, Filler]:
    kinds: dict[str, Filler] = {}
    if (day := _ORDINAL.fullmatch(norm)) and 1 <= int(day[1]) <= 31:
        kinds["day"] = Filler(values={"day": int(day[1])})
    if _YEAR.fullmatch(norm):
        kinds["year"] = Filler(values={"year": int(norm)})
    if numeric := _NUMERIC.fullmatch(norm):
        values = {"day": int(numeric[1]), "day2": int(numeric[2]), "year": int(numeric[3])}
        kinds["numeric"] = Filler(values=values)
    return kinds


_Kinds = Sequence[Mapping[str, Filler]]
_Match = tuple[int, Pattern, dict[str, int]]


def _longest_at(norms: Sequence[str], kinds: _Kinds, at: int, lang: str, rules: DateRules) -> _Match | None:
    best: _Match | None = None
    candidates = list(rules.by_word.get(norms[at], ()))
    for kind in kinds[at]:
        candidates.extend(rules.by_kind.get(kind, ()))
    if "number" in rules.by_kind and (candidates or read_number(norms, at, lang)):
        candidates.extend(rules.by_kind["number"])
    for pattern in candidates:
        matched = _match(norms, kinds, at, pattern.parts, lang)
        if matched and matched[0] > at and (best is None or matched[0] > best[0]):
            best = (matched[0], pattern, matched[1])
    return best


def _match(
    norms: Sequence[str], kinds: _Kinds, at: int, parts: tuple[Element | Slot, ...], lang: str
) -> tuple[int, dict[str, int]] | None:
    """Match `parts` from token `at`; return the end and the slots."""
    if not parts:
        return at, {}
    first, rest = parts[0], parts[1:]
    if at < len(norms):
        step: tuple[int, dict[str, int]] | None = None
        if isinstance(first, Element):
            step = (at + 1, {}) if first.fits(norms[at]) else None
        elif first.kind == "number":
            number = read_number(norms, at, lang)
            step = (number.end, {"number": number.value}) if number and not number.at_least else None
        elif first.kind in kinds[at]:
            filler = kinds[at][first.kind]
            values = filler.values
            named = {first.name: values[first.kind]} if first.kind in values else dict(values)
            step = (at + filler.width, named)
        if step is not None:
            matched = _match(norms, kinds, step[0], rest, lang)
            if matched is not None:
                return matched[0], step[1] | matched[1]
    return _match(norms, kinds, at, rest, lang) if first.optional else None


def _follows(norms: Sequence[str], at: int, phrases: tuple[tuple[Element, ...], ...]) -> bool:
    for phrase in phrases:
        before = norms[max(0, at - len(phrase)) : at]
        if len(before) == len(phrase) and all(e.fits(n) for e, n in zip(phrase, before, strict=True)):
            return True
    return False
