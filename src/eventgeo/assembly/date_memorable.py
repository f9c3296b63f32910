"""Days that news names without their year, long after: "les attentats du 13 novembre".

Data: ``rules/memorable_days.toml``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from eventgeo.assembly.date_expressions import DateExpression
from eventgeo.datafiles import read_toml

_NEWS = timedelta(days=10)
"""So long after its day a new event is news, and told without a year, too."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MemorableDay:
    """A day, what it is known for, and the types of event that are named by it."""

    day: date
    what: str
    types: frozenset[str]


@cache
def memorable_days() -> Mapping[tuple[int, int], MemorableDay]:
    """Return the days of the data file by month and day."""
    rows = read_toml("assembly", "rules/memorable_days.toml")["day"]
    return {
        (row["month"], row["day"]): MemorableDay(
            day=date(row["year"], row["month"], row["day"]), what=row["what"], types=frozenset(row["types"])
        )
        for row in rows
    }


def memorable_day(
    expression: DateExpression, event_type: str, read: date, published: date | None
) -> MemorableDay | None:
    """Return the day by which an event is known, if it is one.

    Parameters
    ----------
    expression : DateExpression
        One that the event's noun holds.
    event_type : str
    read : date
        The last such day before the publication, which is meant if it is news.
    published : date or None

    Examples
    --------
    >>> from eventgeo.text.sentences import split_sentences
    >>> from eventgeo.assembly.date_expressions import find_date_expressions
    >>> [sentence] = split_sentences("les attentats du 13 novembre", "fr")
    >>> [thirteenth] = find_date_expressions(sentence, "fr")
    >>> memorable_day(thirteenth, "bombing", date(2017, 11, 13), date(2018, 2, 23)).what
    'Paris and Saint-Denis'
    >>> memorable_day(thirteenth, "bombing", date(2017, 11, 13), date(2017, 11, 15)) is None
    True
    """
    slots = expression.slots
    if expression.reads != "calendar_day" or "year" in slots or "weekday" in slots or published is None:
        return None
    known = memorable_days().get((slots["month"], slots["day"]))
    if known is None or event_type not in known.types or known.day > published:
        return None
    return None if timedelta(0) < published - read <= _NEWS else known
