"""What expressions of time mean: their slots turned into days, against the day of publication.

Arithmetic is :mod:`dateutil.relativedelta`'s, behind the functions of this file. A general parser
(``dateparser``) was weighed and left: it resolves "mardi" or "juin" well but takes the words alone, so that
it neither knows "fin juin", "la nuit du 4 au 5" and "la veille", nor refuses "depuis environ trois ans", and
it costs milliseconds a phrase where this costs microseconds.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import MAXYEAR, MINYEAR, date, timedelta
from typing import Any

from dateutil.relativedelta import MO, relativedelta, weekday

from eventgeo.model import DatePrecision

_EARLY, _MIDDLE, _LATE, _WHOLE = 1, 2, 3, 4
PARTS = {"early": _EARLY, "middle": _MIDDLE, "late": _LATE, "whole": _WHOLE}
UNITS = {"hour": 0, "day": 1, "week": 2, "month": 3, "year": 4}
_FRESH_DAYS = 100
"""A day and month so near before the publication are this year's, whatever year the text spoke of before."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchor:
    """What an expression is read against.

    ``published`` is the day of publication; ``told`` the stretch that the text told last, for "la veille";
    ``year`` one that the text named just before, for "le 7 septembre" after "en 2005"; ``chronicle`` says
    that it stood in a full date, as in a list of dated events; ``ahead`` turns "mardi" to the next one, for
    what is said to come.
    """

    published: date | None = None
    told: tuple[date, date] | None = None
    year: int | None = None
    chronicle: bool = False
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
READERS: dict[str, Reader] = {}


def _reader(function: Reader) -> Reader:
    READERS[function.__name__.removeprefix("_")] = function
    return function


def read(reads: str, slots: Slots, anchor: Anchor, options: Mapping[str, Any]) -> Reading:
    """Turn the slots of an expression into days.

    Parameters
    ----------
    reads : str
        Which way to read, as the rule file names it.
    slots : mapping of str to int
    anchor : Anchor
    options : mapping
        The other keys of the rule.

    Returns
    -------
    Reading

    Raises
    ------
    UnreadableDateError
        With the reason: a vague expression, no day of publication to reckon from, or a day there is not.

    Examples
    --------
    >>> read("weekday", {"weekday": 1}, Anchor(published=date(2017, 11, 15)), {}).start
    datetime.date(2017, 11, 14)
    >>> read("month_part", {"part": 3, "month": 2, "year": 2020}, Anchor(), {})
    Reading(start=datetime.date(2020, 2, 21), end=datetime.date(2020, 2, 29), precision='day')
    """
    try:
        return READERS[reads](slots, anchor, options)
    except (ValueError, OverflowError) as error:
        raise UnreadableDateError(f"no such day ({error})") from error


def days(start: date, end: date) -> Reading:
    """Return a stretch of days, put in order."""
    if end < start:
        start, end = end, start
    return Reading(start=start, end=end, precision="day")


def _published(anchor: Anchor) -> date:
    if anchor.published is None:
        raise UnreadableDateError("relative to a publication date that is not known")
    return anchor.published


def _month(year: int, month: int) -> Reading:
    first = date(year, month, 1)
    return Reading(start=first, end=first + relativedelta(day=31), precision="month")


def _year(year: int) -> Reading:
    if not MINYEAR <= year <= MAXYEAR:
        raise UnreadableDateError(f"no such year: {year}")
    return Reading(start=date(year, 1, 1), end=date(year, 12, 31), precision="year")


def _week(day: date) -> Reading:
    monday = day + relativedelta(weekday=MO(-1))
    return Reading(start=monday, end=monday + timedelta(days=6), precision="week")


def _year_for(month: int, day: int, slots: Slots, anchor: Anchor) -> int:
    """Return the year of a date that names none: the last one past, or the next one to come."""
    if "year" in slots:
        return slots["year"]
    if anchor.year is not None and (anchor.chronicle or anchor.published is None):
        return anchor.year
    today = _published(anchor)
    past = today.year if (month, day) <= (today.month, today.day) else today.year - 1
    days_ago = (today - date(past, month, min(day, 28))).days
    if anchor.ahead and days_ago > _FRESH_DAYS:
        return past + 1
    if anchor.year is not None and anchor.year < past and days_ago > _FRESH_DAYS:
        return anchor.year
    return past


@_reader
def _calendar_day(slots: Slots, anchor: Anchor, options: Mapping[str, Any]) -> Reading:
    year = _year_for(slots["month"], slots["day"], slots, anchor)
    day = date(year, slots["month"], slots["day"])
    return days(day, day)


@_reader
def _calendar_days(slots: Slots, anchor: Anchor, options: Mapping[str, Any]) -> Reading:
    year = _year_for(slots["month"], slots["day"], slots, anchor)
    end = date(year, slots["month"], slots["day2"])
    start_month = end if slots["day"] <= slots["day2"] else end + relativedelta(months=-1)
    return days(start_month.replace(day=slots["day"]), end)


@_reader
def _calendar_span(slots: Slots, anchor: Anchor, options: Mapping[str, Any]) -> Reading:
    year = _year_for(slots["month2"], slots["day2"], slots, anchor)
    end = date(year, slots["month2"], slots["day2"])
    start = date(year - (slots["month"] > slots["month2"]), slots["month"], slots["day"])
    return days(start, end)


@_reader
def _calendar_month(slots: Slots, anchor: Anchor, options: Mapping[str, Any]) -> Reading:
    day = _published(anchor).day if "year" not in slots and anchor.year is None else 1
    return _month(_year_for(slots["month"], day, slots, anchor), slots["month"])


@_reader
def _next_month(slots: Slots, anchor: Anchor, options: Mapping[str, Any]) -> Reading:
    today = _published(anchor)
    return _month(today.year + (slots["month"] <= today.month), slots["month"])


@_reader
def _month_part(slots: Slots, anchor: Anchor, options: Mapping[str, Any]) -> Reading:
    part = options.get("part", slots.get("part", _WHOLE))
    first_day = {_EARLY: 1, _MIDDLE: 11, _LATE: 21, _WHOLE: 1}[part]
    month = _month(_year_for(slots["month"], first_day, slots, anchor), slots["month"])
    return _part_of(month, part)


def _part_of(month: Reading, part: int) -> Reading:
    if part == _WHOLE:
        return month
    first, last = {_EARLY: (1, 10), _MIDDLE: (11, 20), _LATE: (21, 31)}[part]
    return days(month.start.replace(day=first), month.start + relativedelta(day=last))


@_reader
def _relative_month_part(slots: Slots, anchor: Anchor, options: Mapping[str, Any]) -> Reading:
    today = _published(anchor)
    return _part_of(_month(today.year, today.month), slots.get("part", _WHOLE))


@_reader
def _season(slots: Slots, anchor: Anchor, options: Mapping[str, Any]) -> Reading:
    year = _year_for(slots["season"], 1, slots, anchor)
    start = date(year, slots["season"], 1)
    return Reading(start=start, end=start + relativedelta(months=2, day=31), precision="month")


@_reader
def _day_of_month(slots: Slots, anchor: Anchor, options: Mapping[str, Any]) -> Reading:
    """Read "le 12": of the month told last, else the last such day before the publication."""
    if anchor.told is not None:
        day = anchor.told[0].replace(day=slots["day"])
    else:
        today = _published(anchor)
        month = today if slots["day"] <= today.day else today + relativedelta(months=-1)
        day = month.replace(day=slots["day"])
    return days(day, day)


@_reader
def _calendar_year(slots: Slots, anchor: Anchor, options: Mapping[str, Any]) -> Reading:
    return _year(slots["year"])


@_reader
def _calendar_years(slots: Slots, anchor: Anchor, options: Mapping[str, Any]) -> Reading:
    return Reading(start=date(slots["year"], 1, 1), end=date(slots["year2"], 12, 31), precision="year")


@_reader
def _numeric_day(slots: Slots, anchor: Anchor, options: Mapping[str, Any]) -> Reading:
    """Read "07-08-2013"; where both orders are days, the one nearer to the publication is meant."""
    first, second, year = slots["day"], slots["day2"], slots["year"]
    orders = dict.fromkeys([(first, second), (second, first)])
    found = [date(year, month, day) for day, month in orders if month <= 12]
    if not found:
        raise UnreadableDateError("no such day")
    published = anchor.published
    if published is not None:
        found.sort(key=lambda day: abs((day - published).days))
    return days(found[0], found[0])


@_reader
def _iso_day(slots: Slots, anchor: Anchor, options: Mapping[str, Any]) -> Reading:
    day = date(slots["year"], slots["day"], slots["day2"])
    return days(day, day)


def _weekday_day(number: int, anchor: Anchor) -> date:
    today = _published(anchor)
    if anchor.ahead:
        return today + relativedelta(weekday=weekday(number)(+1))
    return today + relativedelta(weekday=weekday(number)(-1))


@_reader
def _weekday(slots: Slots, anchor: Anchor, options: Mapping[str, Any]) -> Reading:
    day = _weekday_day(slots["weekday"], anchor)
    return days(day, day)


@_reader
def _weekday_before(slots: Slots, anchor: Anchor, options: Mapping[str, Any]) -> Reading:
    """Read "mardi dernier": never the day of publication itself."""
    day = _published(anchor) + relativedelta(days=-1, weekday=weekday(slots["weekday"])(-1))
    return days(day, day)


@_reader
def _weekday_next(slots: Slots, anchor: Anchor, options: Mapping[str, Any]) -> Reading:
    day = _published(anchor) + relativedelta(days=+1, weekday=weekday(slots["weekday"])(+1))
    day += timedelta(weeks=options.get("weeks", 0))
    return days(day, day)


@_reader
def _weekday_night(slots: Slots, anchor: Anchor, options: Mapping[str, Any]) -> Reading:
    """Read "la nuit de samedi à dimanche": both days, the second on or before the publication."""
    if "weekday2" not in slots:
        return _weekday(slots, anchor, options)
    end = _weekday_day(slots["weekday2"], anchor)
    return days(end + relativedelta(days=-1, weekday=weekday(slots["weekday"])(-1)), end)


@_reader
def _weekday_span(slots: Slots, anchor: Anchor, options: Mapping[str, Any]) -> Reading:
    end = _weekday_day(slots["weekday2"], anchor)
    return days(end + relativedelta(days=-1, weekday=weekday(slots["weekday"])(-1)), end)


@_reader
def _relative_day(slots: Slots, anchor: Anchor, options: Mapping[str, Any]) -> Reading:
    day = _published(anchor) + timedelta(days=options["days"])
    return days(day, day)


@_reader
def _last_night(slots: Slots, anchor: Anchor, options: Mapping[str, Any]) -> Reading:
    today = _published(anchor)
    return days(today - timedelta(days=1), today)


@_reader
def _week_start(slots: Slots, anchor: Anchor, options: Mapping[str, Any]) -> Reading:
    monday = _week(_published(anchor)).start
    return days(monday, monday + timedelta(days=1))


@_reader
def _weekend(slots: Slots, anchor: Anchor, options: Mapping[str, Any]) -> Reading:
    saturday = _published(anchor) + relativedelta(weekday=weekday(5)(-1))
    return days(saturday, saturday + timedelta(days=1))


def _back(today: date, count: int, unit: int) -> date:
    steps = {1: relativedelta(days=-count), 2: relativedelta(weeks=-count)}
    return today + (steps.get(unit) or relativedelta(months=-count * (12 if unit == UNITS["year"] else 1)))


@_reader
def _ago(slots: Slots, anchor: Anchor, options: Mapping[str, Any]) -> Reading:
    """Read "il y a deux jours", "il y a deux semaines" (that week), "il y a trois ans" (that year)."""
    today, unit = _published(anchor), slots["unit"]
    if unit == UNITS["hour"]:
        day = today if slots["number"] <= 12 else today - timedelta(hours=slots["number"])
        return days(day, day)
    day = _back(today, slots["number"], unit)
    if unit == UNITS["week"]:
        return _week(day)
    if unit == UNITS["month"]:
        return _month(day.year, day.month)
    if unit == UNITS["year"]:
        return _year(day.year)
    if options.get("about") and slots["number"] > 10:
        raise UnreadableDateError("too vague to name a day")
    return days(day, day)


@_reader
def _since_ago(slots: Slots, anchor: Anchor, options: Mapping[str, Any]) -> Reading:
    if slots["unit"] != UNITS["day"]:
        raise UnreadableDateError("too vague to name a day")
    today = _published(anchor)
    return days(_back(today, slots["number"], slots["unit"]), today)


@_reader
def _past_stretch(slots: Slots, anchor: Anchor, options: Mapping[str, Any]) -> Reading:
    """Read "the past two weeks": up to the day of publication."""
    if slots["unit"] == UNITS["hour"]:
        raise UnreadableDateError("too vague to name a day")
    today = _published(anchor)
    return days(_back(today, slots["number"], slots["unit"]), today)


@_reader
def _relative_unit(slots: Slots, anchor: Anchor, options: Mapping[str, Any]) -> Reading:
    today, offset = _published(anchor), options["offset"]
    if options["unit"] == "week":
        return _week(today + timedelta(weeks=offset))
    if options["unit"] == "month":
        day = today + relativedelta(months=offset)
        return _month(day.year, day.month)
    return _year(today.year + offset)


@_reader
def _day_after_last(slots: Slots, anchor: Anchor, options: Mapping[str, Any]) -> Reading:
    """Read "la veille", "two days later": from the day the text told last, else that of publication."""
    told = anchor.told or (_published(anchor), _published(anchor))
    count = slots[options["days_from"]] * options["sign"] if "days_from" in options else options["days"]
    if told[0] != told[1] and (told[1] - told[0]).days > 1:
        raise UnreadableDateError("relative to a stretch of several days")
    shift = timedelta(days=count)
    return days(told[0] + shift, told[1] + shift)


@_reader
def _vague(slots: Slots, anchor: Anchor, options: Mapping[str, Any]) -> Reading:
    raise UnreadableDateError("too vague to name a day")
