"""Publication dates as people write them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime
from functools import cache
from numbers import Integral
from typing import Any

from eventgeo import calendars
from eventgeo.datafiles import read_toml
from eventgeo.model import Period

ACCEPTED = (
    "an ISO date (2017-11-16) or date and time, an e-mail date (Thu, 16 Nov 2017 09:30:00 +0100), "
    "or a day with the month in words in French, English, Spanish or Arabic (16 novembre 2017); a month "
    "(2017-11, novembre 2017) or a year (2017) where the day is not known"
)

_ISO = re.compile(r"(\d{4})-?(\d{2})-?(\d{2})(?:[T ].*)?$", re.DOTALL)
_ISO_MONTH = re.compile(r"(\d{4})[-/.](\d{1,2})(?:[-/.](?:00|XX)(?:[T ].*)?)?", re.DOTALL | re.IGNORECASE)
_NUMERIC_MONTH = re.compile(r"(\d{1,2})[-/.](\d{4})")
_ISO_WEEK = re.compile(r"(\d{4})-?W(\d{2})")
_WHOLE_YEAR = re.compile(r"((?:1[5-9]|20)\d{2})(?:[-/.](?:00|XX)){0,2}", re.IGNORECASE)
_INTERVAL = re.compile(r"(\d{4}(?:-\d{2}){0,2})/(\d{4}(?:-\d{2}){0,2})")
_SLASHED_ISO = re.compile(r"(\d{4})[/.](\d{1,2})[/.](\d{1,2})(?:[T ].*)?$", re.DOTALL)
_NUMERIC = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})(?:[T ,].*)?$", re.DOTALL)
_BASIC = re.compile(r"(?:1[5-9]|20)\d{2}(?:\d{4})?\.0")
_SHORT_YEAR = re.compile(r"\d{1,2}[/.-]\d{1,2}[/.-]\d{2}(?!\d)")
_WORDED = re.compile(r"[^\W\d_]{3}.*\d|\d.*[^\W\d_]{3}", re.DOTALL)
_YEAR = re.compile(r"(?<!\d)(?:1[5-9]|20)\d{2}(?!\d)")
_NUMBER = re.compile(r"\d+")
_TWO_NAMES = re.compile(r"([^\W\d_]+)\s*/\s*([^\W\d_]+)")
_FIRST = re.compile(r"\b1(?:er|º|°)(?!\w)", re.IGNORECASE)
_DIGITS = {ord(digit): str(number % 10) for number, digit in enumerate("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹")}


def parse_date(value: object) -> date | Period | None:
    """Return the day that `value` names, or the month, year or other stretch; None where it is empty.

    A date with a time zone gives the day as written there.

    Parameters
    ----------
    value : str, date, datetime or None
        Also a pandas or numpy timestamp or a pandas period; NaN and NaT are empty.

    Returns
    -------
    date, Period or None

    Raises
    ------
    ValueError
        Where the value names none of these, or more than one may be meant.

    Examples
    --------
    >>> parse_date("16 novembre 2017"), parse_date("2017-11-16T23:10:00+01:00")
    (datetime.date(2017, 11, 16), datetime.date(2017, 11, 16))
    >>> str(parse_date("2017-11")), str(parse_date("novembre 2017")), str(parse_date("2017"))
    ('2017-11', '2017-11', '2017')
    >>> parse_date("") is None
    True
    >>> parse_date("03/04/2017")
    Traceback (most recent call last):
    ...
    ValueError: the date '03/04/2017' may mean 2017-04-03 or 2017-03-04: write the one that is meant
    """
    if value is None or value != value:  # NaN and NaT differ from themselves
        return None
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date | Period):
        return value
    if type(value).__name__ == "datetime64":  # as fine as it is: "2017-11" of months, with hours of seconds
        value = str(value)
    if hasattr(value, "start_time") and hasattr(value, "end_time"):  # pandas.Period
        return _stretch(value.start_time.date(), value.end_time.date())
    if isinstance(value, Integral | float) and _BASIC.fullmatch(f"{float(value):.1f}"):
        value = f"{float(value):.0f}"  # 20171116 or 2017, as tables read from CSV have it
    if not isinstance(value, str):
        raise ValueError(f"the date {value!r} is of type {type(value).__name__}: give {ACCEPTED}")
    written = value.strip().translate(_DIGITS)
    return _read(written) if written else None


def parts(published: date | Period | None) -> tuple[date | None, Period | None]:
    """Return what `parse_date` read as ``date`` and ``period`` of a document, of which one is None at least.

    Examples
    --------
    >>> parts(parse_date("2017-11-16")), parts(None)
    ((datetime.date(2017, 11, 16), None), (None, None))
    """
    return (None, published) if isinstance(published, Period) else (published, None)


def _read(written: str) -> date | Period:
    if match := _WHOLE_YEAR.fullmatch(written):
        return _month_or_year(written, int(match[1]))
    if match := _ISO_MONTH.fullmatch(written):
        return _month_or_year(written, int(match[1]), int(match[2]))
    if match := _NUMERIC_MONTH.fullmatch(written):
        return _month_or_year(written, int(match[2]), int(match[1]))
    if match := _ISO_WEEK.fullmatch(written):
        return _week(written, int(match[1]), int(match[2]))
    if match := _INTERVAL.fullmatch(written):
        return _interval(written, match[1], match[2])
    for pattern in (_ISO, _SLASHED_ISO):
        if match := pattern.match(written):
            return _calendar_day(written, *map(int, match.groups()))
    if match := _NUMERIC.match(written):
        return _numeric_day(written, *map(int, match.groups()))
    if _SHORT_YEAR.match(written):
        raise ValueError(f"the date {written!r} has a year of two digits: give {ACCEPTED}")
    if len(written) < 100 and _WORDED.search(written):
        return _worded(written)
    raise ValueError(f"the date {written[:100]!r} cannot be read: give {ACCEPTED}")


def _stretch(start: date, end: date) -> date | Period:
    return start if start == end else Period(start=start, end=end)


def _month_or_year(written: str, year: int, month: int | None = None) -> Period:
    first = _calendar_day(written, year, month or 1, 1)
    last = calendars.month_end(first if month else first.replace(month=12))
    return Period(start=first, end=last)


def _week(written: str, year: int, week: int) -> Period:
    try:
        return Period(start=date.fromisocalendar(year, week, 1), end=date.fromisocalendar(year, week, 7))
    except (ValueError, OverflowError) as error:
        raise ValueError(f"the date {written!r} is not in the calendar ({error})") from error


def _interval(written: str, first: str, last: str) -> date | Period:
    start, end = _read(first), _read(last)
    start = start.start if isinstance(start, Period) else start
    end = end.end if isinstance(end, Period) else end
    if end < start:
        raise ValueError(f"the date {written!r} ends before it begins: give {ACCEPTED}")
    return _stretch(start, end)


def _calendar_day(written: str, year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError as error:
        raise ValueError(f"the date {written!r} is not in the calendar ({error})") from error


def _numeric_day(written: str, first: int, second: int, year: int) -> date:
    if first > 12 or first == second:
        return _calendar_day(written, year, second, first)
    if second > 12:
        return _calendar_day(written, year, first, second)
    raise ValueError(
        f"the date {written!r} may mean {year:04d}-{second:02d}-{first:02d} or "
        f"{year:04d}-{first:02d}-{second:02d}: write the one that is meant"
    )


def _worded(written: str) -> date | Period:
    if not _YEAR.search(written):
        raise ValueError(f"the date {written!r} has no year: give {ACCEPTED}")
    months, weekdays, skipped = _words()
    plain = _FIRST.sub("1", written).lower()
    for name in months:
        if " " in name:  # the parser takes words one by one
            plain = plain.replace(name, name.replace(" ", ""))
    joined = {name.replace(" ", ""): number for name, number in months.items()}
    plain = _TWO_NAMES.sub(lambda pair: _one_name(pair, joined), plain)
    try:
        days = calendars.parse_written(plain, joined, weekdays, skipped)
    except ValueError as error:
        raise ValueError(f"the date {written!r} cannot be read: give {ACCEPTED}") from error
    day = min(days)
    if len(days) == 1:
        return day
    if len(_NUMBER.findall(plain)) == 1 and all(other.month == day.month for other in days):
        return _month_or_year(written, day.year, day.month)
    raise ValueError(f"the date {written!r} names no single day: give {ACCEPTED}")


def _one_name(pair: re.Match[str], months: Mapping[str, int]) -> str:
    """Return the first of two names of one month: "تشرين الثاني/نوفمبر"."""
    first, second = pair.groups()
    return first if first in months and months[first] == months.get(second) else pair[0]


@cache
def _words() -> tuple[Mapping[str, int], Mapping[str, int], list[str]]:
    """Return the names of months and of days of the week, and the words to pass over, in all languages."""
    raw: dict[str, Any] = read_toml("documents", "date_words.toml")
    months: dict[str, int] = dict(raw["months"])
    weekdays: dict[str, int] = dict(raw["weekdays"])
    for lang in raw["languages"]:
        regions = raw["regions"].get(lang, ())
        months |= calendars.names("months", lang, ("wide", "abbreviated"), regions)
        weekdays |= calendars.names("days", lang, ("wide", "abbreviated"), regions)
    # "mar" is a month in English and Spanish, a day in French and Spanish: the month says more.
    weekdays = {name: number for name, number in weekdays.items() if name not in months}
    return months, weekdays, raw["skipped"]
