"""Documents of which only the month, the year or another stretch of publication is known."""

from __future__ import annotations

import doctest
import json
import tomllib
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dated_sentences import date_of, days_of
from eventgeo import extract, read_documents
from eventgeo.assembly.date_anchor import Anchor, Reading, UnreadableDateError
from eventgeo.assembly.date_patterns import date_patterns
from eventgeo.assembly.date_readings import read
from eventgeo.documents import parse_date
from eventgeo.evaluation.gold import read_gold
from eventgeo.model import Document, Period

CASES = tomllib.loads((Path(__file__).parent / "cases" / "dates_period.toml").read_text("utf-8"))
MAY = Period(start=date(2000, 5, 1), end=date(2000, 5, 31))
TEXT = "L’armée a bombardé Alep le 10 mai."


@pytest.mark.parametrize(
    ("lang", "published", "marked", "expected"),
    [
        pytest.param(lang, published, marked, expected, id=f"{published} {marked}")
        for lang, by_period in CASES.items()
        for published, rows in by_period.items()
        for marked, expected in rows
    ],
)
def test_sentence(lang: str, published: str, marked: str, expected: str) -> None:
    period = parse_date(published)
    assert isinstance(period, Period)
    found = date_of(marked, lang, period, "bombing" if "{" in marked else "strike")
    known = expected not in ("", "-")
    assert (found.start, found.end) == (days_of(expected) if known else (None, None)), found.reason
    assert (f"published in {period}, the day is not known" == found.reason) == (expected == "-")


def test_reason_names_the_period_or_the_dateline() -> None:
    assert (
        "read from 2000-05 (the time of publication)" in date_of("Il est [mort] le 3 mai.", "fr", MAY).reason
    )
    told = date_of("Lima, 4 may (EFE).- Un policía [murió] ayer.", "es", MAY)
    assert 'read from 2000-05-04 (the dateline "4 may")' in told.reason


def test_a_known_day_goes_before_the_dateline_of_its_month_as_ever() -> None:
    marked = "KABUL, May 23 (Reuters) - Gunmen [killed] two men on Monday."
    assert date_of(marked, "en", date(2000, 5, 30)).start == date(2000, 5, 22)


PERIODS = st.builds(
    lambda start, length: Period(start=start, end=start + timedelta(days=length)),
    st.dates(date(1950, 1, 1), date(2090, 1, 1)),
    st.integers(1, 364),
)
WAYS = sorted(
    {
        (pattern.reads, json.dumps(dict(pattern.options)))
        for lang in ("fr", "en", "es", "ar")
        for pattern in date_patterns(lang)
    }
)
SLOTS = {
    "weekday": 1, "weekday2": 2, "day": 3, "day2": 5, "month": 5, "month2": 6, "number": 2, "unit": 3,
    "part": 2, "part2": 1, "season": 6, "hijri_month": 9,
}  # fmt: skip


def attempt(reads: str, anchor: Anchor, options: str, slots: dict[str, int] = SLOTS) -> Reading | None:
    try:
        return read(reads, slots, anchor, json.loads(options))
    except (UnreadableDateError, KeyError):
        return None


@pytest.mark.parametrize(("reads", "options"), [way for way in WAYS if not way[0].startswith("numeric")])
@given(period=PERIODS, at=st.floats(0, 1), ahead=st.booleans())
def test_what_a_period_gives_is_what_a_day_of_it_gives(
    reads: str, options: str, period: Period, at: float, ahead: bool
) -> None:
    """Either the same on each of its days, or the one reading, of all that they give, that lies in it."""
    found = attempt(reads, Anchor(period=period, ahead=ahead), options)
    day = period.start + timedelta(days=round(at * (period.end - period.start).days))
    by_day = attempt(reads, Anchor(published=day, ahead=ahead), options)
    if found is not None and by_day != found:
        assert found.start <= period.end
        assert period.start <= found.end
        if by_day is not None:
            assert abs((by_day.start - found.start).days) >= 28


@given(day=st.dates(date(1950, 1, 1), date(2090, 1, 1)), number=st.integers(0, 6))
def test_a_period_of_one_day_is_that_day(day: date, number: int) -> None:
    period = Anchor(period=Period(start=day, end=day))
    slots = {"weekday": number}
    assert read("weekday", slots, period, {}) == read("weekday", slots, Anchor(published=day), {})


@given(period=PERIODS, month=st.integers(1, 12), day=st.integers(1, 28))
def test_a_day_of_the_period_takes_its_year(period: Period, month: int, day: int) -> None:
    found = read("calendar_day", {"month": month, "day": day}, Anchor(period=period), {}).start
    assert (found.month, found.day) == (month, day)
    years = [date(year, month, day) for year in range(period.start.year, period.end.year + 1)]
    within = [one for one in years if period.start <= one <= period.end]
    assert found in within if within else found < period.start


@given(PERIODS)
def test_periods_are_written_as_they_are_read(period: Period) -> None:
    assert parse_date(str(period)) == period


def test_a_period_in_disorder_is_refused() -> None:
    with pytest.raises(ValueError, match="cannot end on"):
        Period(start=date(2000, 5, 2), end=date(2000, 5, 1))


def test_year_of_a_document() -> None:
    document = Document(doc_id="1", text="")
    assert document.year is None
    assert replace(document, period=MAY).year == 2000
    assert replace(document, date=date(1999, 1, 1), period=MAY).year == 1999


SOURCES = [
    {"text": TEXT, "date": "2000-05"},
    [{"text": TEXT, "published": "mai 2000"}],
    pd.DataFrame({"text": [TEXT], "date": ["2000-05"]}),
    pd.DataFrame({"text": [TEXT], "date": pd.PeriodIndex(["2000-05"], freq="M")}),
    f'text,date\n"{TEXT}",2000-05\n',
    json.dumps({"text": TEXT, "date": "2000-05"}) + "\n",
]


@pytest.mark.parametrize("source", SOURCES, ids=["mapping", "list", "frame", "periods", "csv", "jsonl"])
def test_sources_hold_periods(source: object) -> None:
    if isinstance(source, str):
        kind = "csv" if source.startswith("text,") else "jsonl"
        documents = list(read_documents(source.encode(), format=kind))
    else:
        documents = list(read_documents(source))  # type: ignore[arg-type]
    assert [(document.date, document.period) for document in documents] == [(None, MAY)]


def test_period_as_option_is_for_documents_that_say_nothing() -> None:
    rows = [{"text": "Un."}, {"text": "Deux.", "date": "2000-06-03"}, {"text": "Trois.", "date": "2001"}]
    documents = list(read_documents(rows, date="2000-05"))
    assert [document.date or str(document.period) for document in documents] == [
        "2000-05",
        date(2000, 6, 3),
        "2001",
    ]
    own = Document(doc_id="1", text="Un.", date=date(2000, 1, 1))
    [kept], [given_] = read_documents(own, date=MAY), read_documents(replace(own, date=None), date=MAY)
    assert (kept.date, kept.period, given_.date, given_.period) == (own.date, None, None, MAY)


def test_tables_of_a_document_of_a_month() -> None:
    [event] = extract(TEXT, date="2000-05", lang="fr", progress=False).events.to_dict("records")
    assert str(event["date_start"])[:10] == "2000-05-10"
    assert pd.isna(event["document_date"])


def test_examples_of_the_page_on_dates_run() -> None:
    page = Path(__file__).parent.parent / "docs" / "dates.md"
    found = doctest.testfile(str(page), module_relative=False, encoding="utf-8")
    assert found.attempted
    assert not found.failed


def test_gold_of_a_month(tmp_path: Path) -> None:
    gold = {"doc_id": "1", "text": TEXT, "lang": "fr", "date": "2000-05", "places": [], "events": []}
    (tmp_path / "gold.jsonl").write_text(json.dumps(gold), encoding="utf-8")
    [read_back] = read_gold(tmp_path / "gold.jsonl")
    assert (read_back.document.date, read_back.document.period) == (None, MAY)
