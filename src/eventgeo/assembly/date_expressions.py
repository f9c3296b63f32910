"""Expressions of time in a sentence, found by patterns with slots (data: ``rules/<lang>/dates.toml``)."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from eventgeo.assembly.date_anchor import Anchor, Reading, stretch
from eventgeo.assembly.date_names import Fillers
from eventgeo.assembly.date_patterns import DateRules, Pattern, Slot, date_rules
from eventgeo.assembly.date_readings import read
from eventgeo.assembly.date_slots import slot_fillers
from eventgeo.assembly.numbers import Number, read_number
from eventgeo.assembly.phrases import Element
from eventgeo.assembly.word_forms import rule_forms
from eventgeo.model import Sentence

_Match = tuple[int, Pattern, dict[str, int]]
_NO_VALUES: Mapping[str, int] = {}


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
            return stretch(reading, anchor.published)
        return reading


def find_date_expressions(
    sentence: Sentence, lang: str, norms: Sequence[str] | None = None
) -> tuple[DateExpression, ...]:
    """Return the expressions of time in a sentence, in order, none overlapping.

    Parameters
    ----------
    sentence : Sentence
    lang : str
        ISO 639-1 code; without rules for it nothing is found.
    norms : sequence of str, optional
        The forms of its tokens (:func:`eventgeo.assembly.word_forms.rule_forms`), where they are at hand.

    Examples
    --------
    >>> from eventgeo.text.sentences import split_sentences
    >>> [sentence] = split_sentences("Dans la nuit du 4 au 5 janvier 2020 puis mardi matin, il fuit.", "fr")
    >>> [(found.text, found.reads) for found in find_date_expressions(sentence, "fr")]
    [('Dans la nuit du 4 au 5 janvier 2020', 'calendar_days'), ('mardi', 'weekday')]
    """
    rules = date_rules(lang)
    if rules is None or not sentence.tokens:
        return ()
    search = _Search(sentence, rule_forms(sentence.tokens, lang) if norms is None else norms, lang, rules)
    tokens = sentence.tokens
    found: list[DateExpression] = []
    at = 0
    while at < len(tokens):
        best = search.longest_at(at) if search.may_open(at) else None
        if best is None:
            at += 1
            continue
        later = search.longest_at(at + 1) if at + 1 < best[0] else None
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
                since=bool(pattern.options.get("since")) or _follows(search.norms, at, rules.since),
            )
        )
        at = end
    return tuple(found)


class _Search:
    """The patterns of a language looked for in one sentence; each number in it is read once."""

    def __init__(self, sentence: Sentence, norms: Sequence[str], lang: str, rules: DateRules) -> None:
        self.norms = norms
        self._lang = lang
        self._rules = rules
        self._kinds: Sequence[Fillers] = slot_fillers(sentence, norms, rules)
        self._numbers: dict[int, Number | None] = {}
        self._longest: dict[int, _Match | None] = {}

    def may_open(self, at: int) -> bool:
        """Tell whether the word at `at` alone may begin a pattern: a cheap look before a search."""
        return self.norms[at] in self._rules.by_word or bool(self._kinds[at]) or self._may_count(at)

    def longest_at(self, at: int) -> _Match | None:
        """Return the longest pattern that matches from token `at`: its end, itself and its slots."""
        if at not in self._longest:
            best: _Match | None = None
            for pattern in self._candidates(at):
                matched = self._match(at, pattern.parts, 0)
                if matched is None or matched[0] == at:
                    continue
                if best is None or (matched[0], -pattern.number) > (best[0], -best[1].number):
                    best = (matched[0], pattern, matched[1])
            self._longest[at] = best
        return self._longest[at]

    def _candidates(self, at: int) -> Iterator[Pattern]:
        """Yield the patterns that may begin with the token and go on with the next."""
        rules, norms, kinds = self._rules, self.norms, self._kinds[at]
        starts = [rules.by_word[norms[at]]] if norms[at] in rules.by_word else []
        if kinds:
            starts += [rules.by_kind[kind] for kind in kinds if kind in rules.by_kind]
        if "number" in rules.by_kind and self._number(at) is not None:
            starts.append(rules.by_kind["number"])
        if not starts:
            return
        ends = self._ends(at)
        for start in starts:
            yield from start.alone
            for after in ends:
                yield from start.by_word.get(norms[after], ())
                for kind in self._kinds[after]:
                    yield from start.by_kind.get(kind, ())
                if "number" in start.by_kind and self._number(after) is not None:
                    yield from start.by_kind["number"]

    def _ends(self, at: int) -> Collection[int]:
        """Return the tokens that may come after what begins at `at`."""
        kinds, number = self._kinds[at], self._number(at)
        if not kinds and number is None:
            return (at + 1,) if at + 1 < len(self.norms) else ()
        ends = {at + 1, *(at + filler.width for filler in kinds.values())}
        if number is not None:
            ends.add(number.end)
        return {end for end in ends if end < len(self.norms)}

    def _match(
        self, at: int, parts: tuple[Element | Slot, ...], part: int
    ) -> tuple[int, dict[str, int]] | None:
        """Match the parts from `part` on at token `at`; return the end and the slots."""
        if part == len(parts):
            return at, {}
        first = parts[part]
        if at < len(self.norms):
            end, values = at, _NO_VALUES
            if isinstance(first, Element):
                end += first.fits(self.norms[at])
            elif first.kind == "number":
                number = self._number(at)
                if number is not None:
                    end, values = number.end, {"number": number.value}
            elif (filler := self._kinds[at].get(first.kind)) is not None:
                end, values = at + filler.width, filler.values
                if first.kind in values and first.name != first.kind:
                    values = {first.name: values[first.kind]}
            if end > at:
                matched = self._match(end, parts, part + 1)
                if matched is not None:
                    return (matched[0], {**values, **matched[1]}) if values else matched
        return self._match(at, parts, part + 1) if first.optional else None

    def _may_count(self, at: int) -> bool:
        norm = self.norms[at]
        return norm in self._rules.numerals or norm[0].isdigit() or "-" in norm

    def _number(self, at: int) -> Number | None:
        if not self._may_count(at):
            return None
        if at not in self._numbers:
            number = read_number(self.norms, at, self._lang)
            self._numbers[at] = None if number is None or number.at_least else number
        return self._numbers[at]


def _follows(norms: Sequence[str], at: int, phrases: tuple[tuple[Element, ...], ...]) -> bool:
    for phrase in phrases:
        before = norms[max(0, at - len(phrase)) : at]
        if len(before) == len(phrase) and all(e.fits(n) for e, n in zip(phrase, before, strict=True)):
            return True
    return False
