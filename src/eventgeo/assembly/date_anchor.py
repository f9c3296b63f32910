"""What dates are reckoned from, and the stretches of days they come to."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import MAXYEAR, MINYEAR, date, timedelta
from typing import Any

from eventgeo.calendars import month_end, weekday_up_to
from eventgeo.model import DatePrecision, Period

EARLY, MIDDLE, LATE, WHOLE = 1, 2, 3, 4
PARTS = {"early": EARLY, "middle": MIDDLE, "late": LATE, "whole": WHOLE}
"""Parts of a month: the first ten days, the second ten, the rest; or all of it."""
_LEAST_DAYS: Mapping[DatePrecision, int] = {"day": 1, "week": 7, "month": 28, "year": 354}
"""Days of the shortest stretch of a precision: a February, a Hijri year."""
UNITS = {"hour": 0, "day": 1, "week": 2, "month": 3, "year": 4}


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchor:
    """What an expression is read against.

    ``published`` is the day of publication, ``period`` the month or year of it where the day is not known;
    ``told`` the stretch that the text told last, for "la veille",
    ``told_ago`` how many sentences ago; ``year`` one that the text named just before, for "le 7 septembre"
    after "en 2005"; ``chronicle`` says that it stood in a full date, as in a list of dated events; ``named``
    has the years of the days and months (day 0) that the document names in full somewhere; ``ahead`` turns
    "mardi" to the next one, for what is said to come.
    """

    published: date | None = None
    period: Period | None = None
    told: tuple[date, date] | None = None
    told_ago: int = 0
    year: int | None = None
    chronicle: bool = False
    named: Mapping[tuple[int, int], int] = field(default_factory=dict)
    ahead: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """Days from ``start`` to ``end``, both included."""

    start: date
    end: date
    precision: DatePrecision


class UnreadableDateError(Exception):
    """An expression that names no days, or none that can be known; the message is the reason."""


Slots = Mapping[str, int]
Reader = Callable[[Slots, Anchor, Mapping[str, Any]], Reading]


def days(start: date, end: date) -> Reading:
    """Return a stretch of days, put in order."""
    if end < start:
        start, end = end, start
    return Reading(start=start, end=end, precision="day")


def stretch(first: Reading, last: date) -> Reading:
    """Return the days from a reading up to `last`, known as finely as its start, or to the day if shorter.

    Examples
    --------
    >>> stretch(month_of(2017, 3), date(2017, 11, 15)).precision
    'month'
    >>> stretch(month_of(2017, 3), date(2017, 3, 15)).precision
    'day'
    """
    long = last - first.start >= timedelta(days=_LEAST_DAYS[first.precision] - 1)
    return Reading(start=first.start, end=last, precision=first.precision if long else "day")


def published_day(anchor: Anchor) -> date:
    """Return the day of publication; raise where it is not known."""
    if anchor.published is None and anchor.period is not None:
        raise UnreadableDateError(f"published in {anchor.period}, the day is not known")
    if anchor.published is None:
        raise UnreadableDateError(
            "reckoned from the day of publication, which neither the document nor a dateline gives"
        )
    return anchor.published


def month_of(year: int, month: int) -> Reading:
    """Return a whole month."""
    first = date(year, month, 1)
    return Reading(start=first, end=month_end(first), precision="month")


def year_of(year: int) -> Reading:
    """Return a whole year."""
    if not MINYEAR <= year <= MAXYEAR:
        raise UnreadableDateError(f"no such year: {year}")
    return Reading(start=date(year, 1, 1), end=date(year, 12, 31), precision="year")


def week_of(day: date) -> Reading:
    """Return the week of a day, Monday to Sunday."""
    monday = weekday_up_to(day, 0)
    return Reading(start=monday, end=monday + timedelta(days=6), precision="week")


def part_of(month: Reading, part: int) -> Reading:
    """Return a part of a month."""
    if part == WHOLE:
        return month
    first, last = {EARLY: (1, 10), MIDDLE: (11, 20), LATE: (21, 31)}[part]
    return days(
        month.start.replace(day=first),
        month_end(month.start) if part == LATE else month.start.replace(day=last),
    )
