"""Readings of days of the week and parts of weeks: "mardi dernier", "en milieu de semaine", "weekend"."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from eventgeo.assembly.calendar_dates import day_of_month
from eventgeo.assembly.date_anchor import Anchor, Reader, Reading, Slots, days, published_day, week_of
from eventgeo.calendars import weekday_from, weekday_up_to

_DAY = timedelta(days=1)


def _weekday_day(number: int, anchor: Anchor) -> date:
    today = published_day(anchor)
    if anchor.ahead:
        return weekday_from(today, number)
    return weekday_up_to(today, number)


def last_weekday(slots: Slots, anchor: Anchor, options: Mapping[str, Any]) -> Reading:
    day = _weekday_day(slots["weekday"], anchor)
    return days(day, day)


def weekday_or_day(slots: Slots, anchor: Anchor, options: Mapping[str, Any]) -> Reading:
    """Read "el lunes 12": that day of the month if it is a Monday, else the number counts something else."""
    found = day_of_month({"day": slots["day"]}, anchor, options)
    return found if found.start.weekday() == slots["weekday"] else last_weekday(slots, anchor, options)


def weekday_before(slots: Slots, anchor: Anchor, options: Mapping[str, Any]) -> Reading:
    """Read "mardi dernier": never the day of publication itself."""
    day = weekday_up_to(published_day(anchor) - _DAY, slots["weekday"])
    return days(day, day)


def weekday_next(slots: Slots, anchor: Anchor, options: Mapping[str, Any]) -> Reading:
    day = weekday_from(published_day(anchor) + _DAY, slots["weekday"])
    day += timedelta(weeks=options.get("weeks", 0))
    return days(day, day)


def weekday_of_week(slots: Slots, anchor: Anchor, options: Mapping[str, Any]) -> Reading:
    """Read "lundi de la semaine dernière"."""
    monday = week_of(published_day(anchor)).start + timedelta(weeks=options["offset"])
    day = monday + timedelta(days=slots["weekday"])
    return days(day, day)


def weekday_night(slots: Slots, anchor: Anchor, options: Mapping[str, Any]) -> Reading:
    """Read "la nuit de samedi à dimanche": both days, the second on or before the publication."""
    if "weekday2" not in slots:
        return last_weekday(slots, anchor, options)
    today = published_day(anchor)
    tomorrow = today + _DAY
    if (slots["weekday"], slots["weekday2"]) == (today.weekday(), tomorrow.weekday()):
        return days(today, tomorrow)  # told while it lasts
    end = _weekday_day(slots["weekday2"], anchor)
    return days(weekday_up_to(end - _DAY, slots["weekday"]), end)


def weekday_span(slots: Slots, anchor: Anchor, options: Mapping[str, Any]) -> Reading:
    end = _weekday_day(slots["weekday2"], anchor)
    return days(weekday_up_to(end - _DAY, slots["weekday"]), end)


def week_start(slots: Slots, anchor: Anchor, options: Mapping[str, Any]) -> Reading:
    monday = week_of(published_day(anchor)).start
    return days(monday, monday + timedelta(days=1))


def week_part(slots: Slots, anchor: Anchor, options: Mapping[str, Any]) -> Reading:
    """Read "en milieu de semaine": days of the week by their numbers, Monday 0."""
    monday = week_of(published_day(anchor)).start + timedelta(weeks=options["offset"])
    return days(monday + timedelta(days=options["first"]), monday + timedelta(days=options["last"]))


def week_so_far(slots: Slots, anchor: Anchor, options: Mapping[str, Any]) -> Reading:
    today = published_day(anchor)
    return days(week_of(today).start, today)


def weekend(slots: Slots, anchor: Anchor, options: Mapping[str, Any]) -> Reading:
    saturday = weekday_up_to(published_day(anchor), 5)
    return days(saturday, saturday + timedelta(days=1))


WEEK_READERS: dict[str, Reader] = {
    "weekday": last_weekday,
    "weekday_or_day": weekday_or_day,
    "weekday_before": weekday_before,
    "weekday_next": weekday_next,
    "weekday_of_week": weekday_of_week,
    "weekday_night": weekday_night,
    "weekday_span": weekday_span,
    "week_start": week_start,
    "week_part": week_part,
    "week_so_far": week_so_far,
    "weekend": weekend,
}
