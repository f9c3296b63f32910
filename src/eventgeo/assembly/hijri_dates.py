"""Readings of dates of the Hijri calendar, and of feasts of any calendar.

A date that gives no year is the last one past, as everywhere. Where the Gregorian day stands beside the Hijri
one ("15 رمضان 1438 هـ الموافق 10 يونيو 2017") a pattern takes that, which is the surer.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Any

from eventgeo.assembly.date_anchor import Anchor, Reader, Reading, Slots, days, published_day
from eventgeo.calendars import easter_sunday, hijri_days, hijri_year


def hijri_day(slots: Slots, anchor: Anchor, options: Mapping[str, Any]) -> Reading:
    month, day = slots["hijri_month"], slots["day"]
    return _latest(lambda year: days(*hijri_days(year, month, day)), slots, anchor)


def hijri_first(slots: Slots, anchor: Anchor, options: Mapping[str, Any]) -> Reading:
    """Read "غرة محرم": the first day of the month."""
    return hijri_day({**slots, "day": 1}, anchor, options)


def hijri_span(slots: Slots, anchor: Anchor, options: Mapping[str, Any]) -> Reading:
    """Read "من 3 إلى 5 رمضان": both days in one month."""
    month, first, last = slots["hijri_month"], slots["day"], slots["day2"]
    return _latest(
        lambda year: days(hijri_days(year, month, first)[0], hijri_days(year, month, last)[1]), slots, anchor
    )


def hijri_month(slots: Slots, anchor: Anchor, options: Mapping[str, Any]) -> Reading:
    def read(year: int) -> Reading:
        first, last = hijri_days(year, slots["hijri_month"])
        return Reading(start=first, end=last, precision="month")

    return _latest(read, slots, anchor)


def hijri_year_of(slots: Slots, anchor: Anchor, options: Mapping[str, Any]) -> Reading:
    year = slots["hijri_year"]
    return Reading(start=hijri_days(year, 1)[0], end=hijri_days(year, 12)[1], precision="year")


def hijri_feast(slots: Slots, anchor: Anchor, options: Mapping[str, Any]) -> Reading:
    """Read "le jour de l'Aïd al-Fitr": the first day of the feast."""
    return _latest(lambda year: days(*hijri_days(year, options["month"], options["day"])), slots, anchor)


def feast(slots: Slots, anchor: Anchor, options: Mapping[str, Any]) -> Reading:
    """Read "à Noël", "le dimanche de Pâques": a day by its month and day, or by its distance to Easter."""

    def read(year: int) -> Reading:
        if "easter" in options:
            day = easter_sunday(year) + timedelta(days=options["easter"])
        else:
            day = date(year, options["month"], options["day"])
        return days(day, day)

    if "year" in slots:
        return read(slots["year"])
    today = published_day(anchor)
    this_year = read(today.year)
    return this_year if this_year.start <= today or anchor.ahead else read(today.year - 1)


def _latest(read: Callable[[int], Reading], slots: Slots, anchor: Anchor) -> Reading:
    """Read in the year that is told, else in the last one in which the days had begun."""
    if "hijri_year" in slots:
        return read(slots["hijri_year"])
    today = published_day(anchor)
    this_year = hijri_year(today)
    if anchor.ahead:
        found = read(this_year)
        return found if found.end >= today else read(this_year + 1)
    found = read(this_year)
    return found if found.start <= today else read(this_year - 1)


HIJRI_READERS: dict[str, Reader] = {
    "hijri_day": hijri_day,
    "hijri_first": hijri_first,
    "hijri_span": hijri_span,
    "hijri_month": hijri_month,
    "hijri_year": hijri_year_of,
    "hijri_feast": hijri_feast,
    "feast": feast,
}
