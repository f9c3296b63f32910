"""The expressions of time of a document in order, each read where it stands.

What was told before counts: the day for "la veille", the year for "le 7 septembre" after "en 2005".
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

from eventgeo.assembly.date_anchor import Anchor, Reading, UnreadableDateError, days
from eventgeo.assembly.date_expressions import DateExpression, find_date_expressions
from eventgeo.assembly.date_linking_rules import LinkingRules
from eventgeo.assembly.date_publication import DATELINE_TOKENS, Publication, find_publication
from eventgeo.assembly.date_surroundings import heads_page, is_said
from eventgeo.assembly.word_forms import rule_forms
from eventgeo.calendars import moved
from eventgeo.model import Tags

_YEAR_SENTENCES = 2
"""Sentences over which a year goes on being meant ("En 2005 … Le 7 septembre")."""
_TOLD_SENTENCES = 4
"""Sentences over which "the next day" is reckoned from the day told last."""
_APPOSITION_GAP = 4
_AFTER_REACH = 8
"""Tokens from "à l'aube" to a day after it that it belongs to: "around noon (0900 GMT) on Thursday"."""
_BESIDE_REACH = 8
"""Tokens from "le lendemain de" to the date of what it names: "des attentats du 13 novembre"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dated:
    """An expression with what it means where it stands, or why it means nothing.

    ``said`` marks the day of a statement or of the page. ``of`` is the number in the sentence of the
    expression whose day this one is told by ("le lendemain de l'attaque du 3 mai"), None where there is none.
    """

    expression: DateExpression
    anchor: Anchor
    reading: Reading | None
    reason: str
    said: bool
    of: int | None = None

    @property
    def is_one_day(self) -> bool:
        """Whether it names a day or a night."""
        return self.reading is not None and (self.reading.end - self.reading.start).days <= 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """A document's expressions of time, sentence by sentence, with the forms of the tokens there."""

    publication: Publication
    norms: Sequence[Sequence[str]]
    dated: Sequence[Sequence[Dated]]


@dataclass(slots=True, kw_only=True)
class _Memory:
    """What was told last, and in which sentence."""

    told: tuple[date, date] | None = None
    told_at: int = -9
    year: int | None = None
    year_at: int = -9
    year_by_day: bool = False


def read_story(tags: Tags, lang: str, rules: LinkingRules) -> Story:
    """Read every expression of the document in order, remembering what was told last."""
    norms = [rule_forms(sentence.tokens, lang) for sentence in tags.sentences]
    expressions = [
        find_date_expressions(sentence, lang, forms)
        for sentence, forms in zip(tags.sentences, norms, strict=True)
    ]
    publication = find_publication(tags.document, tags.sentences, norms, expressions, rules)
    named = _named_years(expressions)
    memory = _Memory()
    seen = 0
    dated: list[Sequence[Dated]] = []
    for at, (forms, found) in enumerate(zip(norms, expressions, strict=True)):
        sayings = {hit.end for hit in rules.saying.find(forms)} if found else set()
        row = []
        for expression in found:
            anchor = _anchor(memory, at, publication, named)
            reading, reason = read_expression(expression, anchor)
            said = (
                expression is publication.dateline
                or (seen + expression.start < DATELINE_TOKENS and heads_page(forms, expression, rules))
                or is_said(forms, expression, sayings, rules)
            )
            one = Dated(expression=expression, anchor=anchor, reading=reading, reason=reason, said=said)
            _remember(memory, at, one)
            row.append(one)
        dated.append(_settle(row, forms, rules) if row else ())
        seen += len(forms)
    return Story(publication=publication, norms=norms, dated=dated)


def read_expression(expression: DateExpression, anchor: Anchor) -> tuple[Reading | None, str]:
    """Return what an expression means, or None with the reason."""
    try:
        return expression.read(anchor), ""
    except UnreadableDateError as error:
        return None, str(error)


def _anchor(memory: _Memory, at: int, publication: Publication, named: dict[tuple[int, int], int]) -> Anchor:
    year = memory.year if at - memory.year_at <= _YEAR_SENTENCES else None
    return Anchor(
        published=publication.day,
        period=publication.period,
        told=memory.told if at - memory.told_at <= _TOLD_SENTENCES else None,
        year=year,
        chronicle=year is not None and memory.year_by_day and at - memory.year_at <= 1,
        named=named,
        told_ago=at - memory.told_at,
    )


def _remember(memory: _Memory, at: int, dated: Dated) -> None:
    slots = dated.expression.slots
    if "year" in slots:
        memory.year, memory.year_at, memory.year_by_day = slots["year"], at, "day" in slots
    passing = dated.said or dated.expression.since or dated.expression.reads == "time_of_day"
    if dated.reading is not None and dated.is_one_day and not passing:
        memory.told, memory.told_at = (dated.reading.start, dated.reading.end), at


def _named_years(expressions: Sequence[Sequence[DateExpression]]) -> dict[tuple[int, int], int]:
    """Return the years of the days, and of the months (day 0), that a document names in full."""
    years: dict[tuple[int, int], set[int]] = {}
    for found in expressions:
        for expression in found:
            slots = expression.slots
            if "year" in slots and expression.reads in ("calendar_day", "calendar_month"):
                years.setdefault((slots["month"], slots.get("day", 0)), set()).add(slots["year"])
    return {day: named.pop() for day, named in years.items() if len(named) == 1}


def _settle(row: list[Dated], norms: Sequence[str], rules: LinkingRules) -> list[Dated]:
    """Read again what other expressions of the sentence say more of."""
    for at, one in enumerate(row):
        if one.expression.reads == "time_of_day":
            row[at] = _on_day_beside(one, row, norms)
        elif one.expression.reads == "beside_event":
            row[at] = _by_day_of_event(one, at, row, norms)
    for at, (one, other) in enumerate(pairwise(row)):
        path = norms[one.expression.end : other.expression.start]
        parted = any(norm in rules.auxiliaries or norm in rules.boundaries for norm in path)
        if len(path) <= _APPOSITION_GAP and not parted:
            if _is_finer(other, one):  # "il y a un an, le 20 avril 2017"
                row[at] = replace(one, reading=other.reading)
            elif _is_finer(one, other):  # "mardi, en plein ramadan"
                row[at + 1] = replace(other, reading=one.reading)
    return row


def _is_finer(fine: Dated, coarse: Dated) -> bool:
    """Say whether one names a part of the weeks, months or years that the other names."""
    if fine.reading is None or coarse.reading is None or coarse.expression.since:
        return False
    within = coarse.reading.start <= fine.reading.start and fine.reading.end <= coarse.reading.end
    return within and coarse.reading.precision != "day" and fine.reading.precision == "day"


def _on_day_beside(one: Dated, row: Sequence[Dated], norms: Sequence[str]) -> Dated:
    """Give "à l'aube" the day that its sentence names nearest by."""
    here = one.expression
    nearest: Dated | None = None
    for other in row:
        path = norms[here.end : other.expression.start]
        far = len(path) > (_APPOSITION_GAP if "," in path else _AFTER_REACH)
        passing = other.said or other.expression.reads in ("time_of_day", "beside_event")
        if other.is_one_day and not passing and not far:
            nearest = other  # the last one before it, or one soon after
    return replace(one, reading=nearest.reading, reason="") if nearest else one


def _by_day_of_event(one: Dated, at: int, row: Sequence[Dated], norms: Sequence[str]) -> Dated:
    """Reckon "le lendemain de l'attaque du 3 mai" from the day that belongs to the attack."""
    for number, other in enumerate(row[at + 1 :], at + 1):
        path = norms[one.expression.end : other.expression.start]
        if len(path) > _BESIDE_REACH or "," in path:
            break
        if other.reading is not None and other.is_one_day:
            start, end = other.reading.start, other.reading.end
            reading = days(beside(start, one.expression, 1), beside(end, one.expression, 1))
            return replace(one, reading=reading, reason="", of=number)
    return one


def beside(day: date, expression: DateExpression, sign: int) -> date:
    """Return the day that such an expression tells by another's, or with sign -1 the other one.

    "La veille de" is one day before, "le premier anniversaire de" a year after the event that it names.
    """
    options, slots = expression.options, expression.slots
    years = slots[options["years_from"]] if "years_from" in options else options.get("years", 0)
    shift = slots[options["days_from"]] if "days_from" in options else options.get("days", 0)
    sign *= options.get("sign", 1)
    return moved(day, days=sign * shift, years=sign * years)
