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

ACCEPTED = (
    "an ISO date (2017-11-16) or date and time, an e-mail date (Thu, 16 Nov 2017 09:30:00 +0100), "
    "or a day with the month in words in French, English, Spanish or Arabic (16 novembre 2017)"
)

_ISO = re.compile(r"(\d{4})-?(\d{2})-?(\d{2})(?:[T ].*)?$", re.DOTALL)
_SLASHED_ISO = re.compile(r"(\d{4})[/.](\d{1,2})[/.](\d{1,2})(?:[T ].*)?$", re.DOTALL)
_NUMERIC = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})(?:[T ,].*)?$", re.DOTALL)
_BASIC = re.compile(r"(?:1[5-9]|20)\d{6}\.0")
_SHORT_YEAR = re.compile(r"\d{1,2}[/.-]\d{1,2}[/.-]\d{2}(?!\d)")
_WORDED = re.compile(r"[^\W\d_]{3}.*\d|\d.*[^\W\d_]{3}", re.DOTALL)
_YEAR = re.compile(r"(?<!\d)(?:1[5-9]|20)\d{2}(?!\d)")
_FIRST = re.compile(r"\b1(?:er|º|°)(?!\w)", re.IGNORECASE)
_DIGITS = {ord(digit): str(number % 10) for number, digit in enumerate("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹")}


def parse_date(value: object) -> date | None:
    """Return the day that `value` names, None where it is empty.

    A date with a time zone gives the day as written there.

    Parameters
    ----------
    value : str, date, datetime or None
        Also a pandas or numpy timestamp; NaN and NaT are empty.

    Returns
    -------
    date or None

    Raises
    ------
    ValueError
        Where the value names no day, or more than one may be meant.

    Examples
    --------
    >>> parse_date("16 novembre 2017"), parse_date("2017-11-16T23:10:00+01:00")
    (datetime.date(2017, 11, 16), datetime.date(2017, 11, 16))
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
    if isinstance(value, date):
        return value
    if hasattr(value, "astype") and type(value).__name__ == "datetime64":
        return parse_date(str(value.astype("datetime64[D]")))
    if isinstance(value, Integral | float) and _BASIC.fullmatch(f"{float(value):.1f}"):
        value = f"{float(value):.0f}"  # 20171116, as tables read from CSV have it
    if not isinstance(value, str):
        raise ValueError(f"the date {value!r} is of type {type(value).__name__}: give {ACCEPTED}")
    written = value.strip().translate(_DIGITS)
    return _read(written) if written else None


def _read(written: str) -> date:
    for pattern in (_ISO, _SLASHED_ISO):
        if match := pattern.match(written):
            return _calendar_day(written, *map(int, match.groups()))
    if match := _NUMERIC.match(written):
        return _numeric_day(written, *map(int, match.groups()))
    if _SHORT_YEAR.match(written):
        raise ValueError(f"the date {written!r} has a year of two digits: give {ACCEPTED}")
    if len(written) < 100 and _WORDED.search(written):
        return _worded_day(written)
    raise ValueError(f"the date {written[:100]!r} cannot be read: give {ACCEPTED}")


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


def _worded_day(written: str) -> date:
    if not _YEAR.search(written):
        raise ValueError(f"the date {written!r} has no year: give {ACCEPTED}")
    months, weekdays, skipped = _words()
    plain = _FIRST.sub("1", written).lower()
    for name in months:
        if " " in name:  # the parser takes words one by one
            plain = plain.replace(name, name.replace(" ", ""))
    try:
        joined = {name.replace(" ", ""): number for name, number in months.items()}
        days = calendars.parse_written(plain, joined, weekdays, skipped)
    except ValueError as error:
        raise ValueError(f"the date {written!r} cannot be read: give {ACCEPTED}") from error
    if len(days) > 1:
        raise ValueError(f"the date {written!r} names no single day: give {ACCEPTED}")
    return days.pop()


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
