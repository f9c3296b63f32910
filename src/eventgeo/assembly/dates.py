"""When events happened: each trigger is given the expression of time that belongs to it.

Expressions are found by pattern (:mod:`eventgeo.assembly.date_expressions`), read where they stand in the
story (:mod:`eventgeo.assembly.date_story`), and linked here: nearest in the sentence, counting clause
boundaries as distance, and never the day on which something was said ("a annoncé mercredi").
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from eventgeo.assembly.date_anchor import Reading, days
from eventgeo.assembly.date_expressions import DateExpression
from eventgeo.assembly.date_linking_rules import LinkingRules, linking_rules
from eventgeo.assembly.date_memorable import MemorableDay, memorable_day
from eventgeo.assembly.date_story import Dated, Story, beside, read_expression, read_story
from eventgeo.assembly.date_surroundings import (
    describes,
    has_own_verb,
    holds,
    is_announcement,
    is_background,
    is_framed,
    is_object,
    is_of_other,
    is_owned,
    is_reaction,
    tells_beginning,
)
from eventgeo.model import EventDate, Judgement, Sentence, Span, Tags, Trigger
from eventgeo.text.sentences import sentence_numbers

_FARTHEST = 34
"""Cost over which an expression belongs to something else; the costs were set on the training articles."""
_LEAD_START = 2
_LEAD_GAP = 3
"""Tokens before and after a date that opens its sentence ("Mardi matin,"): it lies half as far from all."""
_BOUNDARY_COST = 7
_COMMA_COST = 2
_TRIGGER_COST = 4
_RIVAL_COST = 5
_VAGUE_COST = 9
_JOINED_REACH = 12
"""Tokens over which a participle goes on with the auxiliary of another: "ont attaqué un poste et tué"."""
_ATTACHED = 16
"""Cost up to which a date after such an event is its own ("le procès des attentats du 13 novembre")."""
_BESIDE_GAP = 3
"""Tokens between "le lendemain de" and the event by which the day is told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Spot:
    """A trigger with its modality and its tokens in the sentence."""

    trigger: Trigger
    modality: str
    first: int
    last: int

    @property
    def is_verb(self) -> bool:
        return "verb" in self.trigger.features


def date_events(tags: Tags, judgements: Sequence[Judgement]) -> tuple[EventDate, ...]:
    """Return the date of each trigger, in the order of ``tags.triggers``.

    Parameters
    ----------
    tags : Tags
        Weekdays and the like are reckoned from ``tags.document.date``, or from a dateline in the text; where
        only ``tags.document.period`` is known, what hangs on the day is refused.
    judgements : sequence of Judgement
        The modality of each trigger: what is planned lies ahead, what is told as fact does not.

    Returns
    -------
    tuple of EventDate
        Unknown, with a reason, where the text gives no date or only a vague one.

    Examples
    --------
    >>> from datetime import date
    >>> from eventgeo.model import Document
    >>> from eventgeo.text.sentences import split_sentences
    >>> text = "L'armée a bombardé Alep mardi, a annoncé jeudi une ONG."
    >>> verb = Trigger(start=10, end=18, text="bombardé", event_type="strike", lemma="bombarder",
    ...                features=frozenset({"verb", "pp"}), rule="example")
    >>> document = Document(doc_id="1", text=text, lang="fr", date=date(2017, 11, 16))
    >>> tags = Tags(document=document, sentences=split_sentences(text, "fr"), triggers=(verb,))
    >>> found, = date_events(tags, [Judgement()])
    >>> found.start, found.precision, found.text, found.span.start
    (datetime.date(2017, 11, 14), 'day', 'mardi', 24)
    """
    lang = tags.document.lang or ""
    rules = linking_rules(lang)
    if rules is None or not tags.triggers:
        return tuple(EventDate(reason="no date rules for this language") for _ in tags.triggers)
    story = read_story(tags, lang, rules)
    homes = sentence_numbers(tags.triggers, tags.sentences)
    numbers: defaultdict[int, list[int]] = defaultdict(list)
    for number, home in enumerate(homes):
        numbers[home].append(number)
    dates = [EventDate(reason="no expression of time in the sentence")] * len(tags.triggers)
    for home, here in numbers.items():
        if story.dated[home]:
            sentence = tags.sentences[home]
            spots = _spots(sentence, [(tags.triggers[n], judgements[n].modality) for n in here])
            linker = _Linker(sentence, story, home, spots, rules)
            for number, spot in zip(here, spots, strict=True):
                dates[number] = linker.date(spot)
    return tuple(dates)


def _spots(sentence: Sentence, triggers: Sequence[tuple[Trigger, str]]) -> list[_Spot]:
    ends = [token.end for token in sentence.tokens]
    starts = [token.start for token in sentence.tokens]
    return [
        _Spot(
            trigger=trigger,
            modality=modality,
            first=bisect_left(ends, trigger.start + 1),
            last=bisect_left(starts, trigger.end),
        )
        for trigger, modality in triggers
    ]


class _Linker:
    """Links the events of one sentence to its expressions of time."""

    def __init__(
        self, sentence: Sentence, story: Story, home: int, spots: Sequence[_Spot], rules: LinkingRules
    ) -> None:
        self._sentence = sentence
        self._story = story
        self._norms = story.norms[home]
        self._dated = story.dated[home]
        self._spots = spots
        self._rules = rules

    def date(self, spot: _Spot) -> EventDate:
        """Return the date of one event."""
        beside = self._by_day_beside(spot)
        if beside is not None:
            return beside
        known = is_background(self._norms, spot.first, self._rules) or self._describes(spot)
        costs = []
        for at, candidate in enumerate(self._dated):
            weighed = self._cost_of(spot, candidate, known)
            if weighed is not None:
                costs.append((candidate.said, *weighed, at))
        if not costs:
            return EventDate(reason="told as known" if known else "the only date is that of something else")
        _, _, cost, at = min(costs)
        if cost > _FARTHEST:
            return EventDate(reason="no expression of time near enough")
        best = self._dated[at]
        reading, reason = self._read_for(spot, best)
        span = self._span(best.expression)
        if reading is None:
            return EventDate(text=span.text, span=span, reason=reason)
        known_day = self._memorable(spot, best, reading)
        if known_day is not None:
            how = f'"{span.text}" in the sentence, known for {known_day.what}'
            return self._event_date(days(known_day.day, known_day.day), span, how)
        return self._event_date(reading, span, f'"{span.text}" in the sentence')

    def _describes(self, spot: _Spot) -> bool:
        """Say whether a participle only tells who is meant; one that goes on with another verb's does not."""
        if "pp" not in spot.trigger.features or "fin" in spot.trigger.features:
            return False
        joined = any(
            0 < spot.first - other.last <= _JOINED_REACH
            and not describes(self._norms, other.first, other.last, self._rules)
            for other in self._spots
            if other.is_verb
        )
        return not joined and describes(self._norms, spot.first, spot.last, self._rules)

    def _memorable(self, spot: _Spot, best: Dated, reading: Reading) -> MemorableDay | None:
        slots = best.expression.slots
        if spot.is_verb or (slots.get("month", 0), slots.get("day", 0)) in best.anchor.named:
            return None
        if not holds(self._norms, best.expression, spot.first, spot.last, self._rules):
            return None
        published = self._story.publication.earliest
        return memorable_day(best.expression, spot.trigger.event_type, reading.start, published)

    def _event_date(self, reading: Reading, span: Span, how: str) -> EventDate:
        return EventDate(
            start=reading.start,
            end=reading.end,
            precision=reading.precision,
            text=span.text,
            span=span,
            reason=f"{how}, read from {self._story.publication}",
        )

    def _span(self, expression: DateExpression) -> Span:
        start = self._sentence.tokens[expression.start].start
        return Span(start=start, end=start + len(expression.text), text=expression.text)

    def _is_ahead(self, reading: Reading) -> bool:
        day = self._story.publication.latest
        return day is not None and reading.start > day + timedelta(days=1)

    def _cost_of(self, spot: _Spot, candidate: Dated, known: bool) -> tuple[int, int] | None:
        """Return the cost of an expression, with and without penalties; None where it belongs elsewhere."""
        norms, rules, expression, first, last = (
            self._norms, self._rules, candidate.expression, spot.first, spot.last,
        )  # fmt: skip
        if candidate.said and not is_object(norms, expression, first, rules):
            return None
        if expression.reads == "beside_event" and 0 <= first - expression.end <= _BESIDE_GAP:
            return None  # it tells another's day by this event
        if spot.modality == "asserted" and candidate.reading and self._is_ahead(candidate.reading):
            return None
        others = [other for other in self._spots if other is not spot]
        between = {other.first for other in others}
        before = expression.end <= first
        cost = self._distance(first, last, expression, between)
        if known and (before or cost > _ATTACHED or has_own_verb(norms, last, expression, rules)):
            return None
        if before and is_owned(norms, expression, first, [o.first for o in others if o.is_verb], rules):
            return None
        if spot.modality == "planned" and is_announcement(norms, expression, first, rules):
            return None
        if not spot.is_verb and is_reaction(norms, expression, first, rules):
            return None
        if is_framed(norms, expression, first, last, rules):
            return None
        nouns = [(other.first, other.last) for other in others if not other.is_verb]
        if is_of_other(norms, expression, first, nouns, rules):
            return None
        nearer = any(self._distance(at, at + 1, expression, set()) < cost for at in between)
        return cost + _RIVAL_COST * nearer + _VAGUE_COST * (candidate.reading is None), cost

    def _read_for(self, spot: _Spot, best: Dated) -> tuple[Reading | None, str]:
        """Return what the expression means for this event: a stretch, its first day, or a day to come."""
        norms, expression = self._norms, best.expression
        reading, reason = best.reading, best.reason
        after = next((norm for norm in norms[expression.end : expression.end + 2] if norm != ","), "")
        in_clause = after in self._rules.opens_clause and spot.first >= expression.end
        perfect = any(norm in self._rules.perfect for norm in norms[max(0, spot.first - 3) : spot.first])
        punctual = spot.trigger.event_type in self._rules.punctual and not perfect
        if expression.since and (punctual or in_clause):
            reading, reason = read_expression(replace(expression, since=False), best.anchor)
        if spot.modality == "planned":
            ahead, _ = read_expression(expression, replace(best.anchor, ahead=True))
            reading = ahead or reading
        return reading, reason

    def _by_day_beside(self, spot: _Spot) -> EventDate | None:
        """Date the attack of "Mardi, au lendemain de l'attaque": the day before Tuesday."""
        for one in self._dated:
            gap = spot.first - one.expression.end
            if one.expression.reads != "beside_event" or not 0 <= gap <= _BESIDE_GAP or one.of is not None:
                continue
            mains = [
                other
                for other in self._dated
                if other is not one and other.is_one_day and not other.said and not other.expression.since
            ]
            span = self._span(one.expression)
            if len(mains) != 1 or (main := mains[0].reading) is None:
                return EventDate(text=span.text, span=span, reason="tells another's day by this event")
            reading = days(beside(main.start, one.expression, -1), beside(main.end, one.expression, -1))
            return self._event_date(
                reading, span, f'"{span.text}" before it and "{mains[0].expression.text}"'
            )
        return None

    def _distance(self, first: int, last: int, expression: DateExpression, triggers: set[int]) -> int:
        """Return how far an expression lies from a trigger: tokens, with more for what parts clauses."""
        norms = self._norms
        if expression.end <= first:
            path = range(expression.end, first)
        elif expression.start >= last:
            path = range(last, expression.start)
            if tells_beginning(norms, last, expression, self._rules):
                return 0
        else:
            return 0  # within the trigger
        leads = expression.start <= _LEAD_START and "," in norms[expression.end : expression.end + _LEAD_GAP]
        cost = len(path) // 2 if leads else len(path)
        for at in path:
            if norms[at] in self._rules.boundaries:
                cost += _BOUNDARY_COST
            elif norms[at] == "," or norms[at] in self._rules.joiners:
                cost += _COMMA_COST
            if at in triggers:
                cost += _TRIGGER_COST
        return cost
