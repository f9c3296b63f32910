"""Readings of dates that are told from another day: "hier", "il y a deux mois", "last year", "la veille"."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from eventgeo.assembly.date_anchor import (
    UNITS,
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
from eventgeo.calendars import moved

_DAY = timedelta(days=1)
_SAME_DAY_SENTENCES = 1
"""Sentences over which "à l'aube" is of the day told last."""
_STEPS = {number: f"{unit}s" for unit, number in UNITS.items()}


def next_month(slots: Slots, anchor: Anchor, options: Mapping[str, Any]) -> Reading:
    today = published_day(anchor)
    return month_of(today.year + (slots["month"] <= today.month), slots["month"])


def other_month_part(slots: Slots, anchor: Anchor, options: Mapping[str, Any]) -> Reading:
    """Read "late last month"."""
    day = moved(published_day(anchor), months=options["offset"])
    return part_of(month_of(day.year, day.month), slots["part"])


def day_of_year(slots: Slots, anchor: Anchor, options: Mapping[str, Any]) -> Reading:
    """Read "el 3 de noviembre del año pasado"."""
    day = date(published_day(anchor).year + options["offset"], slots["month"], slots["day"])
    return days(day, day)


def month_of_year(slots: Slots, anchor: Anchor, options: Mapping[str, Any]) -> Reading:
    """Read "en noviembre del año pasado"."""
    return month_of(published_day(anchor).year + options["offset"], slots["month"])


def relative_month_part(slots: Slots, anchor: Anchor, options: Mapping[str, Any]) -> Reading:
    today = published_day(anchor)
    return part_of(month_of(today.year, today.month), slots.get("part", WHOLE))


def relative_day(slots: Slots, anchor: Anchor, options: Mapping[str, Any]) -> Reading:
    day = published_day(anchor) + timedelta(days=options["days"])
    return days(day, day)


def last_night(slots: Slots, anchor: Anchor, options: Mapping[str, Any]) -> Reading:
    today = published_day(anchor)
    return days(today - timedelta(days=1), today)


def _back(today: date, count: int, unit: int) -> date:
    name = _STEPS[unit]
    return moved(today, **{name: -count})


def ago(slots: Slots, anchor: Anchor, options: Mapping[str, Any]) -> Reading:
    """Read "il y a deux jours", "il y a deux semaines" (that week), "il y a trois ans" (that year).

    ``short`` keeps to days and weeks, for words that may open a stretch ("منذ عشرين عاما").
    """
    today, unit = published_day(anchor), slots["unit"]
    if options.get("short") and unit > UNITS["week"]:
        raise UnreadableDateError("too vague to name a day")
    if unit == UNITS["hour"]:
        day = today if slots.get("number", 1) <= 12 else today - timedelta(hours=slots.get("number", 1))
        return days(day, day)
    day = _back(today, slots.get("number", 1), unit)
    if unit == UNITS["week"]:
        return week_of(day)
    if unit == UNITS["month"]:
        return month_of(day.year, day.month)
    if unit == UNITS["year"]:
        return year_of(day.year)
    if options.get("about") and slots.get("number", 1) > 10:
        raise UnreadableDateError("too vague to name a day")
    return days(day, day)


def since_ago(slots: Slots, anchor: Anchor, options: Mapping[str, Any]) -> Reading:
    """Read "depuis trois jours"; ``weeks`` lets a rule tell weeks so too."""
    if slots["unit"] == UNITS["hour"]:
        return past_hours(slots, anchor, options)
    if slots["unit"] != UNITS["day"] and not (options.get("weeks") and slots["unit"] == UNITS["week"]):
        raise UnreadableDateError("too vague to name a day")
    today = published_day(anchor)
    return days(_back(today, slots.get("number", 1), slots["unit"]), today)


def past_stretch(slots: Slots, anchor: Anchor, options: Mapping[str, Any]) -> Reading:
    """Read "the past two weeks": up to the day of publication."""
    if slots["unit"] == UNITS["hour"]:
        return past_hours(slots, anchor, options)
    today = published_day(anchor)
    return days(_back(today, slots.get("number", 1), slots["unit"]), today)


def past_hours(slots: Slots, anchor: Anchor, options: Mapping[str, Any]) -> Reading:
    """Read "the past 24 hours": from the day on which they began up to that of publication."""
    today = published_day(anchor)
    return days(today - timedelta(days=-(-slots["number"] // 24) if slots["number"] > 12 else 0), today)


def in_time(slots: Slots, anchor: Anchor, options: Mapping[str, Any]) -> Reading:
    """Read "dans trois jours"."""
    return ago({**slots, "number": -slots.get("number", 1)}, anchor, options)


def relative_unit(slots: Slots, anchor: Anchor, options: Mapping[str, Any]) -> Reading:
    today, offset = published_day(anchor), options["offset"]
    if options["unit"] == "week":
        return week_of(today + timedelta(weeks=offset))
    if options["unit"] == "month":
        day = moved(today, months=offset)
        return month_of(day.year, day.month)
    return year_of(today.year + offset)


def day_after_last(slots: Slots, anchor: Anchor, options: Mapping[str, Any]) -> Reading:
    """Read "la veille", "two days later": from the day the text told last, else that of publication."""
    told = anchor.told or (published_day(anchor), published_day(anchor))
    count = slots[options["days_from"]] * options["sign"] if "days_from" in options else options["days"]
    if told[0] != told[1] and (told[1] - told[0]).days > 1:
        raise UnreadableDateError("relative to a stretch of several days")
    shift = timedelta(days=count)
    return days(told[0] + shift, told[1] + shift)


def time_of_day(slots: Slots, anchor: Anchor, options: Mapping[str, Any]) -> Reading:
    """Read "à l'aube": of the day told just before, else of that of publication."""
    told = anchor.told if anchor.told_ago <= _SAME_DAY_SENTENCES else None
    return days(*(told or (published_day(anchor), published_day(anchor))))


def beside_event(slots: Slots, anchor: Anchor, options: Mapping[str, Any]) -> Reading:
    """Refuse "le lendemain de l'attaque", as long as nothing tells the day of the attack."""
    raise UnreadableDateError("told by the day of another event, which is not known")


def deadline(slots: Slots, anchor: Anchor, options: Mapping[str, Any]) -> Reading:
    """Refuse "avant vendredi", "until Friday": it ends something, and does not say when that happened."""
    raise UnreadableDateError("a deadline, not the day of an event")


def vague(slots: Slots, anchor: Anchor, options: Mapping[str, Any]) -> Reading:
    raise UnreadableDateError("too vague to name a day")


def name(slots: Slots, anchor: Anchor, options: Mapping[str, Any]) -> Reading:
    """Refuse "la place du 14-Juillet"."""
    raise UnreadableDateError("part of a name, not a date")


def habit(slots: Slots, anchor: Anchor, options: Mapping[str, Any]) -> Reading:
    """Refuse "tous les vendredis"."""
    raise UnreadableDateError("a habit, not one day")


RELATIVE_READERS: dict[str, Reader] = {
    "next_month": next_month,
    "relative_month_part": relative_month_part,
    "other_month_part": other_month_part,
    "day_of_year": day_of_year,
    "month_of_year": month_of_year,
    "relative_day": relative_day,
    "last_night": last_night,
    "ago": ago,
    "since_ago": since_ago,
    "past_stretch": past_stretch,
    "past_hours": past_hours,
    "ahead": in_time,
    "relative_unit": relative_unit,
    "day_after_last": day_after_last,
    "time_of_day": time_of_day,
    "beside_event": beside_event,
    "deadline": deadline,
    "vague": vague,
    "name": name,
    "habit": habit,
}
