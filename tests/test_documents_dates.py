"""Publication dates: what is read, and what is refused with which words."""

from __future__ import annotations

import contextlib
from datetime import UTC, date, datetime

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventgeo.documents import parse_date
from eventgeo.model import Period

DAY = date(2017, 11, 16)

READ = [
    "2017-11-16",
    "20171116",
    "2017/11/16",
    "2017-11-16 10:00",
    "2017-11-16T23:59:59+14:00",
    "2017-11-16T10:00:00.000Z",
    "Thu, 16 Nov 2017 09:30:00 +0100",
    "Thu Nov 16 09:30:00 2017",
    "16 novembre 2017",
    "16 NOVEMBRE 2017",
    "jeudi 16 novembre 2017 à 14h30",
    "Publié le 16 nov. 2017",
    "Mis à jour le 16 novembre 2017 à 14:30",
    "November 16, 2017",
    "Nov. 16th, 2017",
    "16-Nov-2017",
    "16 de noviembre de 2017",
    "jueves, 16 de noviembre de 2017",
    "16 نوفمبر 2017",
    "١٦ نوفمبر ٢٠١٧",
    "الخميس 16 تشرين الثاني 2017",
    "16/11/2017",
    "11/16/2017",
    "16.11.2017 14:30",
    " 2017-11-16\n",
    DAY,
    20171116,
    20171116.0,
    np.int64(20171116),
    datetime(2017, 11, 16, 23, tzinfo=UTC),
    pd.Timestamp("2017-11-16T23:00"),
    np.datetime64("2017-11-16T23"),
]


@pytest.mark.parametrize("value", READ)
def test_day_is_read(value: object) -> None:
    assert parse_date(value) == DAY


@pytest.mark.parametrize(
    ("value", "day"),
    [
        ("1er août 2017", date(2017, 8, 1)),
        ("1er mai 2017", date(2017, 5, 1)),
        ("3 févr. 2017", date(2017, 2, 3)),
        ("3 décembre 2017", date(2017, 12, 3)),
        ("3 fév. 2017", date(2017, 2, 3)),
        ("3 de setiembre de 2017", date(2017, 9, 3)),
        ("3 أوت 2017", date(2017, 8, 3)),
        ("3 غشت 2017", date(2017, 8, 3)),
        ("03/03/2017", date(2017, 3, 3)),
    ],
)
def test_other_days(value: str, day: date) -> None:
    assert parse_date(value) == day


PERIODS = {
    "2000-05-01/2000-05-31": [
        "2000-05",
        "2000/05",
        "2000.5",
        "05/2000",
        "5-2000",
        "2000-05-00",
        "2000-05-XX",
        "2000-05-00T00:00:00Z",
        " 2000-05\n",
        "٢٠٠٠-٠٥",
        "mai 2000",
        "Mai 2000",
        "en mai 2000",
        "Publié en mai 2000",
        "May 2000",
        "May-2000",
        "2000 May",
        "mayo de 2000",
        "Mayo del 2000",
        "مايو 2000",
        "أيار ٢٠٠٠",
        "أيار/مايو 2000",
        "2000-05-01/2000-05-31",
        "2000-05/2000-05",
        pd.Period("2000-05", freq="M"),
        np.datetime64("2000-05"),
        Period(start=date(2000, 5, 1), end=date(2000, 5, 31)),
    ],
    "2000-01-01/2000-12-31": [
        "2000",
        "2000-00-00",
        "2000-XX-XX",
        "٢٠٠٠",
        2000,
        2000.0,
        np.int64(2000),
        np.datetime64("2000"),
        pd.Period("2000", freq="Y"),
        "2000-01/2000-12",
    ],
    "2000-05-22/2000-05-28": [
        "2000-W21",
        "2000W21",
        "2000-05-22/2000-05-28",
        pd.Period("2000-05-24", freq="W"),
    ],
    "2000-02-01/2000-02-29": ["2000-02", "févr. 2000", "feb. 2000"],
    "2000-04-01/2000-06-30": [pd.Period("2000Q2", freq="Q"), "2000-04/2000-06"],
    "2017-11-16/2017-11-16": [
        pd.Period("2017-11-16", freq="D"),
        "16 تشرين الثاني/نوفمبر 2017",
        "2017-11-16/2017-11-16",
    ],
}


@pytest.mark.parametrize(
    ("value", "days"), [(value, days) for days, values in PERIODS.items() for value in values]
)
def test_month_year_or_other_stretch_is_read(value: object, days: str) -> None:
    start, end = map(date.fromisoformat, days.split("/"))
    assert parse_date(value) == (start if start == end else Period(start=start, end=end))


@pytest.mark.parametrize("value", [None, "", "  ", float("nan"), pd.NaT, np.datetime64("NaT")])
def test_nothing_is_no_date(value: object) -> None:
    assert parse_date(value) is None


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ("03/04/2017", "2017-04-03 or 2017-03-04"),
        ("3.4.2017", "2017-04-03 or 2017-03-04"),
        ("03/04/17", "year of two digits"),
        ("lundi 2017", "no single day"),
        ("novembre 2017 à 14h30", "no single day"),
        ("mardi", "'mardi' cannot be read"),
        ("3 avril", "no year"),
        ("1017", "cannot be read"),
        ("201711", "cannot be read"),
        ("2017-13", "not in the calendar"),
        ("0000-05", "not in the calendar"),
        ("2017-W54", "not in the calendar"),
        ("9999-W53", "not in the calendar"),
        ("2017-05-02/2017-05-01", "ends before it begins"),
        ("mai-juin 2017", "cannot be read"),
        ("printemps 2017", "cannot be read"),
        (201711, "of type int"),
        ("31/02/2017", "not in the calendar"),
        ("2017-13-01", "not in the calendar"),
        ("16 brumaire 2017", "cannot be read"),
        ("12 mars 10 avril 2017", "cannot be read"),
        (1510790400, "of type int"),
        (True, "of type bool"),
        ("x" * 10_000, "cannot be read"),
    ],
)
def test_what_is_no_day_is_refused_with_its_value(value: object, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        parse_date(value)


@given(st.dates(date(1900, 1, 1), date(2099, 12, 31)))
def test_every_day_is_read_as_iso_and_in_words(day: date) -> None:
    assert parse_date(day.isoformat()) == day
    assert parse_date(f"{day:%d %B %Y}") == day


@given(st.text())
def test_any_text_is_a_day_a_period_nothing_or_a_value_error(text: str) -> None:
    with contextlib.suppress(ValueError):
        assert isinstance(parse_date(text), date | Period | None)
