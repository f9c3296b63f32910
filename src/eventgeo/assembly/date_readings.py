"""What expressions of time mean: their slots turned into days, against the day of publication.

The readers are in :mod:`eventgeo.assembly.calendar_dates`, :mod:`eventgeo.assembly.week_dates`,
:mod:`eventgeo.assembly.relative_dates` and :mod:`eventgeo.assembly.hijri_dates`; what they know of calendars
they ask of :mod:`eventgeo.calendars`. A general parser (``dateparser``) was measured and left: see
``benchmarks/date_expressions.py``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any

from eventgeo.assembly.calendar_dates import CALENDAR_READERS
from eventgeo.assembly.date_anchor import Anchor, Reading, Slots, UnreadableDateError
from eventgeo.assembly.hijri_dates import HIJRI_READERS
from eventgeo.assembly.relative_dates import RELATIVE_READERS
from eventgeo.assembly.week_dates import WEEK_READERS
from eventgeo.model import Period

_READERS = {**CALENDAR_READERS, **RELATIVE_READERS, **HIJRI_READERS, **WEEK_READERS}
_TOLD_BUT_FOR_YEAR = (CALENDAR_READERS.keys() | HIJRI_READERS.keys()) - {"day_of_month"}
_ONE_YEAR = timedelta(days=366)


def read(reads: str, slots: Slots, anchor: Anchor, options: Mapping[str, Any]) -> Reading:
    """Turn the slots of an expression into days.

    Where the anchor knows but the period of publication, an expression is read if it means the same on all
    days of it ("en mars", "l'an dernier"), or names all but the year, which the period then gives.

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
    >>> from datetime import date
    >>> read("weekday", {"weekday": 1}, Anchor(published=date(2017, 11, 15)), {}).start
    datetime.date(2017, 11, 14)
    >>> read("month_part", {"part": 3, "month": 2, "year": 2020}, Anchor(), {})
    Reading(start=datetime.date(2020, 2, 21), end=datetime.date(2020, 2, 29), precision='day')
    >>> may = Period(start=date(2000, 5, 1), end=date(2000, 5, 31))
    >>> read("calendar_day", {"day": 10, "month": 5}, Anchor(period=may), {}).start
    datetime.date(2000, 5, 10)
    >>> read("weekday", {"weekday": 1}, Anchor(period=may), {})
    Traceback (most recent call last):
    ...
    eventgeo.assembly.date_anchor.UnreadableDateError: published in 2000-05, the day is not known
    """
    if anchor.published is None and anchor.period is not None:
        return _read_in_period(reads, slots, anchor, options, anchor.period)
    try:
        return _READERS[reads](slots, anchor, options)
    except (ValueError, OverflowError) as error:
        raise UnreadableDateError(f"no such day ({error})") from error


def _read_in_period(
    reads: str, slots: Slots, anchor: Anchor, options: Mapping[str, Any], period: Period
) -> Reading:
    """Read by the first and the last day of the period: what lies between them is read alike or between."""
    found: list[Reading] = []
    for day in (period.start, period.end):
        try:
            found.append(read(reads, slots, replace(anchor, published=day), options))
        except UnreadableDateError as error:
            refusal = error  # perhaps for one only: 29 February
    if not found:
        raise refusal
    if len(found) == 2 and found[0] == found[1]:
        return found[0]
    inside = {one for one in found if one.start <= period.end and period.start <= one.end}
    if reads in _TOLD_BUT_FOR_YEAR and len(inside) == 1 and period.end - period.start < _ONE_YEAR:
        return inside.pop()
    try:
        return read(reads, slots, replace(anchor, period=None), options)
    except UnreadableDateError as error:
        raise UnreadableDateError(f"published in {period}, the day is not known") from error
