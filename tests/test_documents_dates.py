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


@pytest.mark.parametrize("value", [None, "", "  ", float("nan"), pd.NaT, np.datetime64("NaT")])
def test_nothing_is_no_date(value: object) -> None:
    assert parse_date(value) is None


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ("03/04/2017", "2017-04-03 or 2017-03-04"),
        ("3.4.2017", "2017-04-03 or 2017-03-04"),
        ("03/04/17", "year of two digits"),
        ("novembre 2017", "no single day"),
        ("mardi", "'mardi' cannot be read"),
        ("3 avril", "no year"),
        ("2017", "cannot be read"),
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
def test_any_text_is_a_day_nothing_or_a_value_error(text: str) -> None:
    with contextlib.suppress(ValueError):
        assert parse_date(text) is None or isinstance(parse_date(text), date)
