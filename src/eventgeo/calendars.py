"""Calendars: the one adapter to what others know of them.

Arithmetic of months and weekdays is python-dateutil's, and so is the reading of dates written out in full;
names of months and days are CLDR's (package babel), the Hijri calendar is hijridate's. Nothing else imports
these for dates, and nothing of theirs passes from here but days, texts and numbers.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import MAXYEAR, date, datetime
from typing import Any, Literal

from babel import Locale, UnknownLocaleError
from dateutil import parser
from dateutil.easter import easter
from dateutil.relativedelta import relativedelta, weekday
from hijridate import Gregorian, Hijri

Width = Literal["wide", "abbreviated"]


def moved(day: date, *, days: int = 0, weeks: int = 0, months: int = 0, years: int = 0) -> date:
    """Return the day so far after `day`; the last of a month where the month is too short.

    Examples
    --------
    >>> moved(date(2020, 3, 31), months=-1), moved(date(2020, 2, 29), years=1)
    (datetime.date(2020, 2, 29), datetime.date(2021, 2, 28))
    """
    return day + relativedelta(days=days, weeks=weeks, months=months, years=years)


def month_end(day: date) -> date:
    """Return the last day of the month.

    Examples
    --------
    >>> month_end(date(2020, 2, 3))
    datetime.date(2020, 2, 29)
    """
    return day + relativedelta(day=31)


def weekday_up_to(day: date, number: int) -> date:
    """Return the last such day of the week (Monday 0) up to `day`, which may be it.

    Examples
    --------
    >>> weekday_up_to(date(2017, 11, 15), 1), weekday_up_to(date(2017, 11, 15), 2)
    (datetime.date(2017, 11, 14), datetime.date(2017, 11, 15))
    """
    return day + relativedelta(weekday=weekday(number)(-1))


def weekday_from(day: date, number: int) -> date:
    """Return the first such day of the week (Monday 0) from `day` on, which may be it.

    Examples
    --------
    >>> weekday_from(date(2017, 11, 15), 1)
    datetime.date(2017, 11, 21)
    """
    return day + relativedelta(weekday=weekday(number)(+1))


def hijri_days(year: int, month: int, day: int | None = None) -> tuple[date, date]:
    """Return the first and last day of a day or month of the Hijri calendar.

    By Umm al-Qura's tables; where the new moon is looked for, a month may begin a day sooner or later.

    Raises
    ------
    ValueError
        Where there is no such day, or the tables do not have it; the message says which years they have.

    Examples
    --------
    >>> hijri_days(1438, 9, 15)
    (datetime.date(2017, 6, 10), datetime.date(2017, 6, 10))
    >>> hijri_days(1438, 9)
    (datetime.date(2017, 5, 27), datetime.date(2017, 6, 24))
    >>> hijri_days(1201, 1)
    Traceback (most recent call last):
    ...
    ValueError: the tables of the Hijri calendar have no such day: year must be in 1343-1500, got '1201'
    """
    try:
        first = Hijri(year, month, day or 1)
        last = first if day else Hijri(year, month, first.month_length())
        return _plain(first.to_gregorian()), _plain(last.to_gregorian())
    except (ValueError, OverflowError) as error:
        raise ValueError(f"the tables of the Hijri calendar have no such day: {error}") from error


def hijri_year(day: date) -> int:
    """Return the year of the Hijri calendar in which `day` lies.

    Raises
    ------
    ValueError
        Where the tables do not have it.

    Examples
    --------
    >>> hijri_year(date(2017, 6, 10))
    1438
    """
    try:
        return Gregorian.fromdate(day).to_hijri().year
    except OverflowError as error:
        raise ValueError(f"the tables of the Hijri calendar do not have {day}: {error}") from error


def easter_sunday(year: int) -> date:
    """Return Easter Sunday of the Western churches.

    Examples
    --------
    >>> easter_sunday(2019)
    datetime.date(2019, 4, 21)
    """
    return easter(year)


def _plain(day: date) -> date:
    return date(day.year, day.month, day.day)


def names(
    what: Literal["days", "months"], lang: str, widths: Collection[Width], regions: Iterable[str] = ()
) -> dict[str, int]:
    """Return the names that a language gives days (Monday 0) or months (January 1), in lower case.

    Parameters
    ----------
    what : "days" or "months"
    lang : str
        ISO 639-1 code.
    widths : collection of "wide" and "abbreviated"
    regions : iterable of str, default ()
        Countries whose own names count too ("SY" for "كانون الثاني"), as ISO 3166-1 alpha-2 codes.

    Returns
    -------
    dict
        Without full stops; empty where CLDR does not know the language.

    Examples
    --------
    >>> names("months", "ar", ["wide"], ["SY"])["شباط"], names("days", "fr", ["abbreviated"])["lun"]
    (2, 0)
    """
    found: dict[str, int] = {}
    for code in [lang, *(f"{lang}_{region}" for region in regions)]:
        try:
            locale = Locale.parse(code)
        except (UnknownLocaleError, ValueError):
            continue
        table = (locale.days if what == "days" else locale.months)["format"]
        for width in widths:
            found |= {
                name.lower().rstrip(".").replace("\u00a0", " "): number
                for number, name in table[width].items()
            }
    return found


def parse_written(
    text: str, months: Mapping[str, int], weekdays: Mapping[str, int], skipped: Sequence[str]
) -> set[date]:
    """Return the days that a text may mean that gives one with the month in words.

    Parameters
    ----------
    text : str
    months, weekdays : mapping of str to int
        Names in lower case, with the number of the month (January 1) or day (Monday 0).
    skipped : sequence of str
        Words to pass over.

    Returns
    -------
    set of date
        Several where a part is missing.

    Raises
    ------
    ValueError
        Where the text cannot be read.

    Examples
    --------
    >>> parse_written("le 16 novembre 2017", {"novembre": 11}, {}, ["le"])
    {datetime.date(2017, 11, 16)}
    >>> len(parse_written("novembre 2017", {"novembre": 11}, {}, []))
    2
    """
    words = _Words(months, weekdays, skipped)
    try:
        # What is missing is taken from the default: only a full date reads alike with both.
        return {
            parser.parse(text, parserinfo=words, default=default).date()
            for default in (datetime(2004, 1, 1), datetime(2008, 3, 2))
        }
    except OverflowError as error:
        raise ValueError(f"a number is too large, years go up to {MAXYEAR}") from error


class _Words(parser.parserinfo):
    """The words of dateutil's parser, which takes them as attributes of a class."""

    def __init__(
        self, months: Mapping[str, int], weekdays: Mapping[str, int], skipped: Sequence[str]
    ) -> None:
        self.JUMP: list[Any] = [*parser.parserinfo.JUMP, *skipped]
        self.MONTHS: list[Any] = [
            tuple(name for name, n in months.items() if n == number) for number in range(1, 13)
        ]
        self.WEEKDAYS: list[Any] = [
            tuple(name for name, n in weekdays.items() if n == number) for number in range(7)
        ]
        super().__init__()
