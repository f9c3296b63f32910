"""Expressions of time in a sentence, found by patterns with slots (data: ``rules/<lang>/dates.toml``)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from eventgeo.assembly.date_anchor import Anchor, Reading
from eventgeo.assembly.date_patterns import DateRules, Pattern, Slot, date_rules
from eventgeo.assembly.date_readings import read
from eventgeo.assembly.date_slots import Filler, slot_fillers
from eventgeo.assembly.numbers import read_number
from eventgeo.assembly.phrases import Element
from eventgeo.assembly.word_forms import rule_forms
from eventgeo.model import Sentence

_Kinds = Sequence[Mapping[str, Filler]]
_Match = tuple[int, Pattern, dict[str, int]]


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
    kinds = slot_fillers(sentence, norms, rules)
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
