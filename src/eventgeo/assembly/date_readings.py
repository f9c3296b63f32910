"""What expressions of time mean: their slots turned into days, against the day of publication.

The readers are in :mod:`eventgeo.assembly.calendar_dates`, :mod:`eventgeo.assembly.week_dates`,
:mod:`eventgeo.assembly.relative_dates` and :mod:`eventgeo.assembly.hijri_dates`; what they know of calendars
they ask of :mod:`eventgeo.calendars`. A general parser (``dateparser``) was measured and left: see
``benchmarks/date_expressions.py``.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from eventgeo.assembly.calendar_dates import CALENDAR_READERS
from eventgeo.assembly.date_anchor import Anchor, Reading, Slots, UnreadableDateError
from eventgeo.assembly.hijri_dates import HIJRI_READERS
from eventgeo.assembly.relative_dates import RELATIVE_READERS
from eventgeo.assembly.week_dates import WEEK_READERS

_READERS = {**CALENDAR_READERS, **RELATIVE_READERS, **HIJRI_READERS, **WEEK_READERS}


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
    >>> from datetime import date
    >>> read("weekday", {"weekday": 1}, Anchor(published=date(2017, 11, 15)), {}).start
    datetime.date(2017, 11, 14)
    >>> read("month_part", {"part": 3, "month": 2, "year": 2020}, Anchor(), {})
    Reading(start=datetime.date(2020, 2, 21), end=datetime.date(2020, 2, 29), precision='day')
    """
    try:
        return _READERS[reads](slots, anchor, options)
    except (ValueError, OverflowError) as error:
        raise UnreadableDateError(f"no such day ({error})") from error
