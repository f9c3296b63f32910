"""Readings of dates that the calendar names: days, months, seasons and years, with a year or without."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from eventgeo.assembly.date_anchor import (
    EARLY,
    LATE,
    MIDDLE,
    WHOLE,
    Anchor,
    Reader,
    Reading,
    Slots,
    UnreadableDateError,
    days,
    month_of,
    part_of,
    published_day,
    week_of,
    year_of,
)
from eventgeo.calendars import month_end, moved

_NEWS_DAYS = 10
"""A day and month so near before the publication are news, even in a chronicle of another year."""
_FRESH_DAYS = 100
"""A day and month so near before the publication are this year's, whatever year the text spoke of before."""


def _year_for(month: int, day: int, slots: Slots, anchor: Anchor) -> int:
    """Return the year of a date that names none: the last one past, or the next one to come."""
    if "year" in slots:
        return slots["year"]
    if anchor.published is None and anchor.year is not None:
        return anchor.year
    named = anchor.named.get((month, slots.get("day", 0)))
    if named is not None and "part" not in slots and _falls_on_weekday(named, slots):
        return named  # "les attentats du 13 novembre", after "le 13 novembre 2015"
    today = published_day(anchor)
    past = today.year if (month, day) <= (today.month, today.day) else today.year - 1
    days_ago = (today - date(past, month, min(day, 28))).days
    if "weekday" in slots:
        return _year_of_weekday(slots, anchor, past)
    if anchor.year is not None and anchor.chronicle and days_ago > _NEWS_DAYS:
        return anchor.year
    if anchor.ahead and days_ago > _FRESH_DAYS:
        return past + 1
    if anchor.year is not None and anchor.year < past and days_ago > _FRESH_DAYS:
        return anchor.year
    return past


def _falls_on_weekday(year: int, slots: Slots) -> bool:
    """Say whether a day of `year` falls on its weekday, as far as both are told."""
    if "weekday" not in slots or "day" not in slots:
        return True
    try:
        return date(year, slots["month"], slots["day"]).weekday() == slots["weekday"]
    except ValueError:
        return False


def _year_of_weekday(slots: Slots, anchor: Anchor, past: int) -> int:
    """Return the year of those in question in which the day falls on its weekday, `past` where none does."""
    for year in (past + 1 if anchor.ahead else past, past, anchor.year):
        if year and _falls_on_weekday(year, slots):
            return year
    return past


def calendar_day(slots: Slots, anchor: Anchor, options: Mapping[str, Any]) -> Reading:
    year = _year_for(slots["month"], slots["day"], slots, anchor)
    day = date(year, slots["month"], slots["day"])
    return days(day, day)


def calendar_days(slots: Slots, anchor: Anchor, options: Mapping[str, Any]) -> Reading:
    year = _year_for(slots["month"], slots["day"], slots, anchor)
    end = date(year, slots["month"], slots["day2"])
    start_month = end if slots["day"] <= slots["day2"] else moved(end, months=-1)
    return days(start_month.replace(day=slots["day"]), end)


def calendar_week(slots: Slots, anchor: Anchor, options: Mapping[str, Any]) -> Reading:
    """Read "la semaine du 3 mai": the week in which that day lies."""
    return week_of(calendar_day(slots, anchor, options).start)


def calendar_span(slots: Slots, anchor: Anchor, options: Mapping[str, Any]) -> Reading:
    year = slots.get("year2") or _year_for(slots["month2"], slots["day2"], slots, anchor)
    first = slots["year"] if "year2" in slots else year - (slots["month"] > slots["month2"])
    return days(date(first, slots["month"], slots["day"]), date(year, slots["month2"], slots["day2"]))


def calendar_weekend(slots: Slots, anchor: Anchor, options: Mapping[str, Any]) -> Reading:
    """Read "le week-end du 4 novembre": the Saturday and Sunday of that week."""
    monday = week_of(calendar_day(slots, anchor, options).start).start
    return days(monday + timedelta(days=5), monday + timedelta(days=6))


def calendar_month(slots: Slots, anchor: Anchor, options: Mapping[str, Any]) -> Reading:
    day = published_day(anchor).day if "year" not in slots and anchor.year is None else 1
    return month_of(_year_for(slots["month"], day, slots, anchor), slots["month"])


def calendar_months(slots: Slots, anchor: Anchor, options: Mapping[str, Any]) -> Reading:
    """Read "de janvier à mars": whole months."""
    last = month_of(slots.get("year2") or _year_for(slots["month2"], 1, slots, anchor), slots["month2"])
    year = slots["year"] if "year2" in slots else last.start.year - (slots["month"] > slots["month2"])
    first = month_of(year, slots["month"])
    return Reading(start=first.start, end=last.end, precision="month")


def month_parts(slots: Slots, anchor: Anchor, options: Mapping[str, Any]) -> Reading:
    """Read "entre fin mai et début juin": from the first day of the one part to the last of the other."""
    year = slots.get("year2") or _year_for(slots["month2"], 1, slots, anchor)
    last = part_of(month_of(year, slots["month2"]), slots["part2"])
    first_year = slots["year"] if "year2" in slots else year - (slots["month"] > slots["month2"])
    return days(part_of(month_of(first_year, slots["month"]), slots["part"]).start, last.end)


def month_part(slots: Slots, anchor: Anchor, options: Mapping[str, Any]) -> Reading:
    part = options.get("part", slots.get("part", WHOLE))
    first_day = {EARLY: 1, MIDDLE: 11, LATE: 21, WHOLE: 1}[part]
    month = month_of(_year_for(slots["month"], first_day, slots, anchor), slots["month"])
    return part_of(month, part)


def part_of_year(slots: Slots, anchor: Anchor, options: Mapping[str, Any]) -> Reading:
    """Read "au premier semestre 2016": whole months."""
    year = _year_for(options["first"], 1, slots, anchor)
    start = date(year, options["first"], 1)
    return Reading(start=start, end=month_end(moved(start, months=options["months"] - 1)), precision="month")


def half_of_month(slots: Slots, anchor: Anchor, options: Mapping[str, Any]) -> Reading:
    first_day = 1 if options["half"] == 1 else 16
    month = month_of(_year_for(slots["month"], first_day, slots, anchor), slots["month"])
    if options["half"] == 1:
        return days(month.start, month.start.replace(day=15))
    return days(month.start.replace(day=16), month.end)


def week_in_month(slots: Slots, anchor: Anchor, options: Mapping[str, Any]) -> Reading:
    """Read "la première semaine d'octobre": seven days; week 0 is the last."""
    number = options["week"]
    first_day = number * 7 - 6 if number else 22
    month = month_of(_year_for(slots["month"], first_day, slots, anchor), slots["month"])
    first = month.start + timedelta(days=first_day - 1) if number else month.end - timedelta(days=6)
    return Reading(start=first, end=first + timedelta(days=6), precision="week")


def winter(slots: Slots, anchor: Anchor, options: Mapping[str, Any]) -> Reading:
    """Read "l'hiver 2015-2016"."""
    start = date(slots["year"], 12, 1)
    return Reading(start=start, end=month_end(moved(start, months=2)), precision="month")


def season(slots: Slots, anchor: Anchor, options: Mapping[str, Any]) -> Reading:
    """Read "à l'été 2015", "l'automne dernier": the last one that is over, if the rule says so."""
    start = date(_year_for(slots["season"], 1, slots, anchor), slots["season"], 1)
    end = month_end(moved(start, months=2))
    if options.get("last") and "year" not in slots and anchor.published and end > anchor.published:
        start = moved(start, years=-1)
        end = month_end(moved(start, months=2))
    return Reading(start=start, end=end, precision="month")


def day_of_month(slots: Slots, anchor: Anchor, options: Mapping[str, Any]) -> Reading:
    """Read "le 12": of the month told last, else the last such day before the publication."""
    if anchor.told is not None:
        day = anchor.told[0].replace(day=slots["day"])
    else:
        today = published_day(anchor)
        month = today if slots["day"] <= today.day else moved(today, months=-1)
        day = month.replace(day=slots["day"])
    return days(day, day)


def calendar_year(slots: Slots, anchor: Anchor, options: Mapping[str, Any]) -> Reading:
    return year_of(slots["year"])


def calendar_years(slots: Slots, anchor: Anchor, options: Mapping[str, Any]) -> Reading:
    return Reading(start=date(slots["year"], 1, 1), end=date(slots["year2"], 12, 31), precision="year")


def numeric_day(slots: Slots, anchor: Anchor, options: Mapping[str, Any]) -> Reading:
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


def iso_day(slots: Slots, anchor: Anchor, options: Mapping[str, Any]) -> Reading:
    day = date(slots["year"], slots["day"], slots["day2"])
    return days(day, day)


CALENDAR_READERS: dict[str, Reader] = {
    "calendar_day": calendar_day,
    "calendar_days": calendar_days,
    "calendar_week": calendar_week,
    "calendar_span": calendar_span,
    "calendar_weekend": calendar_weekend,
    "calendar_month": calendar_month,
    "calendar_months": calendar_months,
    "month_part": month_part,
    "month_parts": month_parts,
    "part_of_year": part_of_year,
    "half_of_month": half_of_month,
    "week_in_month": week_in_month,
    "winter": winter,
    "season": season,
    "day_of_month": day_of_month,
    "calendar_year": calendar_year,
    "calendar_years": calendar_years,
    "numeric_day": numeric_day,
    "iso_day": iso_day,
}
