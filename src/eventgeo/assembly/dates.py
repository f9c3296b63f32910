"""When events happened: each trigger is given the expression of time that belongs to it.

Expressions are found by pattern (:mod:`eventgeo.assembly.date_expressions`), read against the day of
publication (:mod:`eventgeo.assembly.date_readings`), and linked here: nearest in the sentence, counting
clause boundaries as distance, and never the day on which something was said ("a annoncé mercredi").
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

from eventgeo.assembly.date_anchor import Anchor, Reading, UnreadableDateError
from eventgeo.assembly.date_expressions import DateExpression, find_date_expressions
from eventgeo.assembly.date_surroundings import (
    FULL_DATES,
    LinkingRules,
    has_own_verb,
    heads_page,
    is_announcement,
    is_background,
    is_framed,
    is_object,
    is_of_other,
    is_owned,
    is_said,
    linking_rules,
)
from eventgeo.assembly.modality import modality_evidence
from eventgeo.assembly.word_forms import rule_forms
from eventgeo.model import EventDate, Judgement, Sentence, Tags, Trigger
from eventgeo.text.sentences import sentence_numbers

_DATELINE_TOKENS = 60
"""A dateline stands among the first tokens of a text."""
_DATELINE_DAYS = 60
"""Days a dateline may lie from the document's own date: a text is published again, but not a year later."""
_YEAR_SENTENCES = 2
"""Sentences over which a year goes on being meant ("En 2005 … Le 7 septembre")."""
_TOLD_SENTENCES = 4
"""Sentences over which "the next day" is reckoned from the day told last."""
_FARTHEST = 34
"""Cost over which an expression belongs to something else; the costs were set on the training articles."""
_BOUNDARY_COST = 7
_COMMA_COST = 2
_TRIGGER_COST = 4
_RIVAL_COST = 5
_VAGUE_COST = 9
_APPOSITION_GAP = 2
_ATTACHED = 16
"""Cost up to which a date after such an event is its own ("le procès des attentats du 13 novembre")."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Dated:
    """An expression with what it means where it stands, or why it means nothing."""

    expression: DateExpression
    anchor: Anchor
    reading: Reading | None
    reason: str
    said: bool


def date_events(tags: Tags, judgements: Sequence[Judgement] | None = None) -> tuple[EventDate, ...]:
    """Return the date of each trigger, in the order of ``tags.triggers``.

    Parameters
    ----------
    tags : Tags
        Weekdays and the like are reckoned from ``tags.document.date``, or from a dateline in the text.
    judgements : sequence of Judgement, optional
        The modality of each trigger, since what is planned lies ahead; without them the rules are asked.

    Returns
    -------
    tuple of EventDate
        Unknown, with a reason, where the text gives no date or only a vague one.

    Examples
    --------
    >>> from eventgeo.model import Document
    >>> from eventgeo.text.sentences import split_sentences
    >>> text = "L'armée a bombardé Alep mardi, a annoncé jeudi une ONG."
    >>> verb = Trigger(start=10, end=18, text="bombardé", event_type="strike", lemma="bombarder",
    ...                features=frozenset({"verb", "pp"}), rule="example")
    >>> document = Document(doc_id="1", text=text, lang="fr", date=date(2017, 11, 16))
    >>> tags = Tags(document=document, sentences=split_sentences(text, "fr"), triggers=(verb,))
    >>> found, = date_events(tags)
    >>> found.start, found.precision, found.text
    (datetime.date(2017, 11, 14), 'day', 'mardi')
    """
    lang = tags.document.lang or ""
    rules = linking_rules(lang)
    if rules is None or not tags.triggers:
        return tuple(EventDate(reason="no date rules for this language") for _ in tags.triggers)
    homes = sentence_numbers(tags.triggers, tags.sentences)
    dated = _date_sentences(tags, lang, rules)
    neighbours: defaultdict[int, list[Trigger]] = defaultdict(list)
    for trigger, home in zip(tags.triggers, homes, strict=True):
        neighbours[home].append(trigger)
    if judgements is None:
        judgements = [found.judgement for found in modality_evidence(tags)]
    dates = []
    for trigger, home, judgement in zip(tags.triggers, homes, judgements, strict=True):
        others = [other for other in neighbours[home] if other is not trigger]
        planned = judgement.modality == "planned"
        dates.append(_date_trigger(trigger, tags.sentences[home], dated[home], others, planned, lang, rules))
    return tuple(dates)


def _date_sentences(tags: Tags, lang: str, rules: LinkingRules) -> list[tuple[_Dated, ...]]:
    """Read every expression of the document in order, remembering what was told last."""
    expressions = [find_date_expressions(sentence, lang) for sentence in tags.sentences]
    published, dateline = _published(tags, expressions, rules)
    named = _named_years(expressions)
    told: tuple[date, date] | None = None
    told_at = -9
    year: int | None = None
    year_at = -9
    year_told_by_day = False
    seen = 0
    dated: list[tuple[_Dated, ...]] = []
    for at, (sentence, found) in enumerate(zip(tags.sentences, expressions, strict=True)):
        norms = rule_forms(sentence.tokens, lang) if found else []
        sayings = {hit.end for hit in rules.saying.find(norms)} if found else set()
        row = []
        for expression in found:
            near_year = year if at - year_at <= _YEAR_SENTENCES else None
            chronicle = near_year is not None and year_told_by_day and at - year_at <= 1
            near_told = told if at - told_at <= _TOLD_SENTENCES else None
            anchor = Anchor(
                published=published, told=near_told, year=near_year, chronicle=chronicle, named=named
            )
            said = (
                expression is dateline
                or (seen + expression.start < _DATELINE_TOKENS and heads_page(norms, expression, rules))
                or is_said(norms, expression, sayings, rules)
            )
            reading, reason = _read(expression, anchor)
            row.append(
                _Dated(expression=expression, anchor=anchor, reading=reading, reason=reason, said=said)
            )
            if "year" in expression.slots:
                year, year_at = expression.slots["year"], at
                year_told_by_day = "day" in expression.slots
            one_day = reading is not None and (reading.end - reading.start).days <= 1
            if reading is not None and one_day and not said and not expression.since:
                told, told_at = (reading.start, reading.end), at
        dated.append(tuple(_join_appositions(row)))
        seen += len(sentence.tokens)
    return dated


def _join_appositions(row: list[_Dated]) -> list[_Dated]:
    """Give an expression the finer days of the one beside it: "il y a un an, le 20 avril 2017"."""
    for at, (one, other) in enumerate(pairwise(row)):
        coarse, fine = one.reading, other.reading
        if coarse is None or fine is None or other.expression.start - one.expression.end > _APPOSITION_GAP:
            continue
        within = coarse.start <= fine.start and fine.end <= coarse.end and coarse.precision != "day"
        if within and not one.expression.since:
            row[at] = replace(one, reading=fine)
    return row


def _read(expression: DateExpression, anchor: Anchor) -> tuple[Reading | None, str]:
    try:
        return expression.read(anchor), ""
    except UnreadableDateError as error:
        return None, str(error)


def _published(
    tags: Tags, expressions: Sequence[Sequence[DateExpression]], rules: LinkingRules
) -> tuple[date | None, DateExpression | None]:
    """Return the day of publication, by a dateline in the text before the document's own date."""
    own = tags.document.date
    seen = 0
    for sentence, found in zip(tags.sentences, expressions, strict=True):
        for expression in found:
            if seen + expression.start > _DATELINE_TOKENS:
                return own, None
            full = expression.reads in FULL_DATES and "year" in expression.slots
            reading, _ = _read(expression, Anchor(published=own)) if full else (None, "")
            if reading is None:
                continue
            before = sentence.tokens[expression.start - 1] if expression.start else None
            opens = before is None or before.norm in rules.dateline or not before.is_word
            if opens and (own is None or abs((reading.start - own).days) <= _DATELINE_DAYS):
                return reading.start, expression
        seen += len(sentence.tokens)
        if seen > _DATELINE_TOKENS:
            break
    return own, None


def _named_years(expressions: Sequence[Sequence[DateExpression]]) -> dict[tuple[int, int], int]:
    """Return the years of the days, and of the months (day 0), that a document names in full."""
    years: dict[tuple[int, int], set[int]] = {}
    for found in expressions:
        for expression in found:
            slots = expression.slots
            if "year" in slots and expression.reads in ("calendar_day", "calendar_month"):
                years.setdefault((slots["month"], slots.get("day", 0)), set()).add(slots["year"])
    return {day: named.pop() for day, named in years.items() if len(named) == 1}


def _date_trigger(
    trigger: Trigger,
    sentence: Sentence,
    dated: Sequence[_Dated],
    others: Sequence[Trigger],
    planned: bool,
    lang: str,
    rules: LinkingRules,
) -> EventDate:
    if not dated:
        return EventDate(reason="no expression of time in the sentence")
    ends = [token.end for token in sentence.tokens]
    starts = [token.start for token in sentence.tokens]
    first, last = bisect_left(ends, trigger.start + 1), bisect_left(starts, trigger.end)
    between = {bisect_left(ends, other.start + 1) for other in others}
    verbs = [bisect_left(ends, other.start + 1) for other in others if "verb" in other.features]
    nouns = [
        (bisect_left(ends, other.start + 1), bisect_left(starts, other.end))
        for other in others
        if "verb" not in other.features
    ]
    norms = rule_forms(sentence.tokens, lang)
    known = is_background(norms, first, rules)
    costs = []
    for at, candidate in enumerate(dated):
        before = candidate.expression.end <= first
        if not candidate.said or is_object(norms, candidate.expression, first, rules):
            cost = _cost(norms, first, last, candidate.expression, between, rules)
            nearer = any(
                _cost(norms, other, other + 1, candidate.expression, set(), rules) < cost for other in between
            )
            if known and (
                before or cost > _ATTACHED or has_own_verb(norms, last, candidate.expression, rules)
            ):
                continue
            if before and is_owned(norms, candidate.expression, first, verbs, rules):
                continue
            if planned and is_announcement(norms, candidate.expression, first, rules):
                continue
            if is_framed(norms, candidate.expression, first, last, rules):
                continue
            if is_of_other(norms, candidate.expression, first, nouns, rules):
                continue
            penalty = _RIVAL_COST * nearer + _VAGUE_COST * (candidate.reading is None)
            costs.append((candidate.said, cost + penalty, cost, at))
    if not costs:
        return EventDate(reason="told as known" if known else "the only date is that of something else")
    _, _, cost, at = min(costs)
    if cost > _FARTHEST:
        return EventDate(reason="no expression of time near enough")
    best = dated[at]
    reading, reason = best.reading, best.reason
    after = next((norm for norm in norms[best.expression.end : best.expression.end + 2] if norm != ","), "")
    in_clause = after in rules.opens_clause and first >= best.expression.end
    perfect = any(norm in rules.perfect for norm in norms[max(0, first - 3) : first])
    punctual = trigger.event_type in rules.punctual and not perfect
    if best.expression.since and (punctual or in_clause):
        reading, reason = _read(replace(best.expression, since=False), best.anchor)
    if planned:
        ahead, _ = _read(best.expression, replace(best.anchor, ahead=True))
        reading = ahead or reading
    if reading is None:
        return EventDate(text=best.expression.text, reason=reason)
    source = best.anchor.published or "the text alone"
    return EventDate(
        start=reading.start,
        end=reading.end,
        precision=reading.precision,
        text=best.expression.text,
        reason=f'"{best.expression.text}" in the sentence, read from {source}',
    )


def _cost(
    norms: Sequence[str],
    first: int,
    last: int,
    expression: DateExpression,
    triggers: set[int],
    rules: LinkingRules,
) -> int:
    """Return how far an expression lies from a trigger: tokens, with more for what parts clauses."""
    if expression.end <= first:
        path = range(expression.end, first)
    elif expression.start >= last:
        path = range(last, expression.start)
    else:
        return 0  # within the trigger
    leads = expression.start <= 2 and expression.end < len(norms) and norms[expression.end] == ","
    cost = len(path) // 2 if leads else len(path)
    for at in path:
        if norms[at] in rules.boundaries:
            cost += _BOUNDARY_COST
        elif norms[at] == ",":
            cost += _COMMA_COST
        if at in triggers:
            cost += _TRIGGER_COST
    return cost
