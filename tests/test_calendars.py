"""The calendar adapter: months and weeks, the Hijri calendar, names of months and days."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventgeo.calendars import (
    easter_sunday,
    hijri_days,
    hijri_year,
    month_end,
    moved,
    names,
    parse_written,
    weekday_from,
    weekday_up_to,
)

DAY = timedelta(days=1)
ANY_DAY = st.dates(date(1900, 1, 1), date(2100, 1, 1))


@given(ANY_DAY, st.integers(0, 6))
def test_weekdays_lie_within_a_week(day: date, number: int) -> None:
    before, after = weekday_up_to(day, number), weekday_from(day, number)
    assert before.weekday() == after.weekday() == number
    assert day - 7 * DAY < before <= day <= after < day + 7 * DAY


@given(ANY_DAY, st.integers(-60, 60))
def test_moving_by_months_keeps_the_day_or_the_end_of_the_month(day: date, months: int) -> None:
    there = moved(day, months=months)
    assert (there.year * 12 + there.month) - (day.year * 12 + day.month) == months
    assert there.day == min(day.day, month_end(there).day)


@given(st.integers(1343, 1499), st.integers(1, 12))
def test_hijri_months_follow_each_other(year: int, month: int) -> None:
    first, last = hijri_days(year, month)
    following = hijri_days(year + month // 12, month % 12 + 1)
    assert following[0] == last + DAY
    # 28 and 31 in some years before 1365, as the tables have it
    assert (last - first).days + 1 in ((29, 30) if year > 1364 else (28, 29, 30, 31))
    assert hijri_year(first) == hijri_year(last) == year
    assert hijri_days(year, month, 1) == (first, first)


@pytest.mark.parametrize(
    ("year", "month", "day"), [(1342, 12, 1), (1501, 1, 1), (1438, 13, 1), (1438, 9, 31)]
)
def test_hijri_days_out_of_range_are_refused_with_the_reason(year: int, month: int, day: int) -> None:
    with pytest.raises(ValueError, match="must be in"):
        hijri_days(year, month, day)


@pytest.mark.parametrize("day", [date(1900, 1, 1), date(2200, 1, 1)])
def test_hijri_year_out_of_range_is_refused(day: date) -> None:
    with pytest.raises(ValueError, match="do not have"):
        hijri_year(day)


@pytest.mark.parametrize(
    ("lang", "region", "name", "number"),
    [
        ("ar", "SY", "كانون الثاني", 1),
        ("ar", "DZ", "جانفي", 1),
        ("ar", "MA", "غشت", 8),
        ("ar", "EG", "يناير", 1),
        ("es", "PE", "setiembre", 9),
        ("fr", "CA", "juill", 7),
    ],
)
def test_months_bear_the_names_of_the_region(lang: str, region: str, name: str, number: int) -> None:
    assert names("months", lang, ("wide", "abbreviated"), [region])[name] == number


@pytest.mark.parametrize("lang", ["fr", "en", "es", "ar"])
def test_every_language_names_all_months_and_days(lang: str) -> None:
    assert set(names("months", lang, ["wide"]).values()) == set(range(1, 13))
    assert set(names("days", lang, ["wide"]).values()) == set(range(7))


def test_unknown_language_has_no_names() -> None:
    assert names("months", "xx", ["wide"]) == {}


def test_easter_is_a_sunday_in_spring() -> None:
    for year in range(1950, 2050):
        easter = easter_sunday(year)
        assert easter.weekday() == 6
        assert date(year, 3, 22) <= easter <= date(year, 4, 25)


@pytest.mark.parametrize("text", ["", "novembre", "16 novembre 99999999999999999999"])
def test_text_that_is_no_single_day(text: str) -> None:
    try:
        assert len(parse_written(text, {"novembre": 11}, {}, [])) != 1
    except ValueError as error:
        assert str(error)
