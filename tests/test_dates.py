"""Dates of events: expressions, what they mean, and which trigger they belong to."""

from __future__ import annotations

import re
import tomllib
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dated_sentences import date_of, days_of, unmarked
from eventgeo.assembly.date_anchor import Anchor, Reading, UnreadableDateError
from eventgeo.assembly.date_expressions import find_date_expressions
from eventgeo.assembly.date_patterns import Pattern, Slot, date_patterns, date_rules
from eventgeo.assembly.date_readings import read
from eventgeo.assembly.dates import date_events
from eventgeo.assembly.phrases import Element
from eventgeo.assembly.rulefiles import read_rules
from eventgeo.assembly.stages import judge_events
from eventgeo.model import Document, Tags, Trigger
from eventgeo.text.sentences import split_sentences

FOLDER = Path(__file__).parent / "cases"
CASES = tomllib.loads((FOLDER / "dates.toml").read_text("utf-8"))
EXPRESSIONS = tomllib.loads((FOLDER / "date_expressions.toml").read_text("utf-8"))


def assert_consistent(reading: Reading) -> None:
    """Days in order, and a precision that fits their number."""
    assert reading.start <= reading.end
    length = (reading.end - reading.start).days + 1
    assert length >= {"day": 1, "week": 7, "month": 28, "year": 354}[reading.precision]


ROWS = [
    pytest.param(
        lang,
        published,
        marked,
        expected,
        id=f"{published} {marked}",
        marks=[pytest.mark.xfail(strict=True, reason=why) for why in known_failure],
    )
    for lang, by_day in CASES.items()
    for published, rows in by_day.items()
    for marked, expected, *known_failure in rows
]


@pytest.mark.parametrize(("lang", "published", "marked", "expected"), ROWS)
def test_sentence(lang: str, published: str, marked: str, expected: str) -> None:
    found = date_of(marked, lang, date.fromisoformat(published), "bombing" if "{" in marked else "strike")
    assert (found.start, found.end) == (days_of(expected) if expected else (None, None)), found.reason
    assert found.reason
    text = unmarked(marked)
    assert (found.span is None) == (not found.text)
    if found.span is not None:
        assert text[found.span.start : found.span.end] == found.span.text == found.text


@pytest.mark.parametrize(
    ("lang", "published", "text", "expected"),
    [
        pytest.param(lang, published, text, expected, id=f"{published} {text}")
        for lang, by_day in EXPRESSIONS.items()
        for published, rows in by_day.items()
        for text, expected in rows
    ],
)
def test_expression(lang: str, published: str, text: str, expected: str) -> None:
    found = [one for part in split_sentences(text, lang) for one in find_date_expressions(part, lang)]
    assert len(found) == (expected != "-"), [one.text for one in found]
    for one in found:
        try:
            reading = one.read(Anchor(published=date.fromisoformat(published)))
        except UnreadableDateError as error:
            assert not expected, error
            assert str(error)
        else:
            assert expected, (reading.start, reading.end)
            assert (reading.start, reading.end) == days_of(expected)
            assert_consistent(reading)


@pytest.mark.parametrize("lang", ["fr", "en", "es", "ar"])
def test_case_files_hold_enough(lang: str) -> None:
    cases = [rows for by_day in (CASES[lang], EXPRESSIONS[lang]) for rows in by_day.values()]
    assert sum(map(len, cases)) >= {"fr": 80, "en": 40, "es": 20, "ar": 20}[lang]
    assert any(expected in ("", "-") for rows in cases for _, expected, *_ in rows)


@pytest.mark.parametrize(
    ("marked", "precision"),
    [
        ("Ils ont [pris] la ville mardi.", "day"),
        ("Ils ont [pris] la ville la semaine dernière.", "week"),
        ("Ils ont [pris] la ville en mars.", "month"),
        ("Ils ont [pris] la ville en 2014.", "year"),
        ("Ils ont [pris] la ville.", "unknown"),
        ("Ils sont [assiégés] depuis environ trois ans.", "unknown"),
    ],
)
def test_precision(marked: str, precision: str) -> None:
    assert date_of(marked, "fr", date(2017, 11, 15)).precision == precision


def test_without_publication_absolute_dates_still_count() -> None:
    assert date_of("La ville a été [prise] le 3 novembre 2015.", "fr", None).start == date(2015, 11, 3)
    refused = date_of("La ville a été [prise] mardi.", "fr", None)
    assert refused.start is None
    assert refused.text == "mardi"
    assert "publication" in refused.reason


DATELINES = [
    ("fr", "BEYROUTH, 15 novembre 2017 (AFP) – L’armée a [pris] la ville mardi.", "2017-11-14"),
    ("fr", "Damas, le 15 novembre 2017 – L’armée a [pris] la ville mardi.", "2017-11-14"),
    ("fr", "Publié le 15 novembre 2017. L’armée a [pris] la ville mardi.", "2017-11-14"),
    ("fr", "15 novembre 2017 L’armée a [pris] la ville hier.", "2017-11-14"),
    ("en", "DAMASCUS, Nov 15, 2017 (Reuters) - The army [took] the town on Tuesday.", "2017-11-14"),
    ("en", "Wed Nov 15 2017 The army [took] the town on Tuesday.", "2017-11-14"),
    ("en", "Posted on November 15 2017 The army [took] the town on Tuesday.", "2017-11-14"),
    ("es", "Caracas, 15 nov 2017 (EFE).- El ejército [tomó] la ciudad el martes.", "2017-11-14"),
    ("ar", "دمشق، 15 تشرين الثاني 2017 (رويترز) - [سيطر] الجيش على البلدة يوم الثلاثاء.", "2017-11-14"),
]


@pytest.mark.parametrize(("lang", "marked", "expected"), DATELINES)
def test_dateline_serves_as_publication(lang: str, marked: str, expected: str) -> None:
    found = date_of(marked, lang, None)
    assert str(found.start) == expected, found.reason
    assert "dateline" in found.reason


@pytest.mark.parametrize(
    ("lang", "marked"),
    [
        ("en", "DAMASCUS, Nov 15 (Reuters) - The army [took] the town on Tuesday."),
        ("fr", "BEYROUTH, 15 novembre (AFP) – L’armée a [pris] la ville mardi."),
    ],
)
def test_dateline_without_year_takes_that_of_the_document(lang: str, marked: str) -> None:
    found = date_of(marked, lang, date(2017, 11, 20))
    assert (found.start, "dateline" in found.reason) == (date(2017, 11, 14), True)
    refused = date_of(marked, lang, None)
    assert refused.start is None
    assert "neither the document nor a dateline" in refused.reason


@pytest.mark.parametrize(
    ("lang", "marked", "expected"),
    [
        ("fr", "Le 3 novembre 2017, l’armée a [pris] la ville, et mardi elle est partie.", "2017-11-03"),
        ("fr", "L’armée, entrée à Alep le 3 novembre 2016, a [pris] la ville mardi.", "2017-11-14"),
        ("en", "The army [took] the town on 3 November 2017.", "2017-11-03"),
        ("en", "Published July 2 2016 Two medics were [killed] on Friday.", "2017-11-10"),
    ],
)
def test_no_dateline(lang: str, marked: str, expected: str) -> None:
    """A date of an event is none, and neither is one that lies months from the document's."""
    found = date_of(marked, lang, date(2017, 11, 15))
    assert str(found.start) == expected, found.reason
    assert "dateline" not in found.reason


def test_dateline_goes_before_the_date_of_the_document() -> None:
    marked = "Published July 2 2016 Two medics were killed on Friday in [shelling] of a town."
    assert date_of(marked, "en", date(2016, 7, 9)).start == date(2016, 7, 1)


def test_punctual_event_is_dated_by_the_first_day() -> None:
    marked = "Deux ingénieurs [enlevés] depuis le 3 novembre restent introuvables."
    assert date_of(marked, "fr", date(2017, 11, 15), "abduction").end == date(2017, 11, 3)
    assert date_of(marked, "fr", date(2017, 11, 15), "strike").end == date(2017, 11, 15)


def test_each_clause_keeps_its_date() -> None:
    published = date(2017, 11, 15)
    first = "Des roquettes ont été [tirées] lundi, suivies mardi de raids israéliens."
    second = "Des roquettes ont été tirées lundi, suivies mardi de [raids] israéliens."
    assert date_of(first, "fr", published).text == "lundi"
    assert date_of(second, "fr", published).text == "mardi"


@pytest.mark.parametrize(
    ("lang", "marked", "expected"),
    [
        ("fr", "Les [combats] ont cessé depuis la [trêve] d’avril 2017.", [None, date(2017, 4, 1)]),
        ("en", "[Fighting] has eased since the April 2017 [truce].", [None, date(2017, 4, 1)]),
        ("fr", "Dix hommes ont péri dans l’[attaque] de lundi, durant laquelle une bombe a [explosé].",
         [date(2017, 11, 13), date(2017, 11, 13)]),
    ],
)  # fmt: skip
def test_a_noun_keeps_the_date_it_holds(lang: str, marked: str, expected: list[date | None]) -> None:
    text = marked.replace("[", "").replace("]", "")
    triggers = tuple(
        Trigger(
            start=match.start() - 2 * n,
            end=match.end() - 2 * n - 2,
            text=match[1],
            event_type="clash",
            lemma=match[1],
            features=frozenset({"noun"}),
            rule="case",
        )
        for n, match in enumerate(re.finditer(r"\[(.+?)\]", marked))
    )
    document = Document(doc_id="case", text=text, lang=lang, date=date(2017, 11, 15))
    tags = Tags(document=document, sentences=split_sentences(text, lang), triggers=triggers)
    assert [found.start for found in date_events(tags, judge_events(tags))] == expected


def test_language_without_rules_is_refused() -> None:
    assert date_of("Atacaron la ciudad el [martes].", "xx", date(2017, 11, 15)).start is None


PATTERNS = [
    pytest.param(pattern, id=f"{lang} {entry['pattern']}")
    for lang in ("fr", "en", "es", "ar")
    for entry, pattern in zip(read_rules(lang, "dates")["expression"], date_patterns(lang), strict=True)
]
FILLERS = {
    "weekday": {"weekday": 1},
    "day": {"day": 3},
    "month": {"month": 5},
    "full_month": {"month": 5},
    "mid_month": {"part": 2, "month": 5},
    "year": {"year": 2015},
    "number": {"number": 2},
    "unit": {"unit": 1},
    "dual": {"number": 2, "unit": 1},
    "part": {"part": 1},
    "season": {"season": 6},
    "short_weekday": {"weekday": 1},
    "day_word": {"day": 3},
    "mid_year": {"part": 2, "year": 2015},
    "hijri_month": {"hijri_month": 9},
    "hijri_year": {"hijri_year": 1438},
    "numeric": {"day": 3, "day2": 5, "year": 2015},
    "clock": {},
}


@pytest.mark.parametrize("pattern", PATTERNS)
@pytest.mark.parametrize("shortest", [True, False])
def test_every_pattern_of_every_language_can_be_read(pattern: Pattern, shortest: bool) -> None:
    slots: dict[str, int] = {}
    for part in pattern.parts:
        if isinstance(part, Slot) and not (shortest and part.optional):
            values = FILLERS[part.kind]
            slots |= {part.name: values[part.kind]} if part.kind in values else values
    anchor = Anchor(published=date(2017, 11, 15), told=(date(2017, 11, 14), date(2017, 11, 14)))
    try:
        reading = read(pattern.reads, slots, anchor, pattern.options)
    except UnreadableDateError:
        return
    assert_consistent(reading)


@given(published=st.dates(date(1950, 1, 1), date(2100, 1, 1)), number=st.integers(0, 6))
def test_weekday_is_the_last_on_or_before(published: date, number: int) -> None:
    found = read("weekday", {"weekday": number}, Anchor(published=published), {}).start
    assert found.weekday() == number
    assert timedelta(0) <= published - found < timedelta(days=7)


@given(
    published=st.dates(date(1950, 1, 1), date(2100, 1, 1)),
    day=st.integers(1, 31),
    month=st.integers(1, 12),
)
def test_day_without_year_lies_within_the_year_before(published: date, day: int, month: int) -> None:
    try:
        found = read("calendar_day", {"day": day, "month": month}, Anchor(published=published), {}).start
    except UnreadableDateError:
        return  # 31 April; 29 February in a common year
    assert (found.day, found.month) == (day, month)
    assert timedelta(0) <= published - found <= timedelta(days=366)


TIMES = [
    "le", "lundi", "mardi", "1er", "3", "45", "mai", "2019", "il", "y", "a", "deux", "jours", "depuis", "fin",
    "-", "/", ".", ",", "nuit", "du", "au", "de", "à",
]  # fmt: skip


@given(st.lists(st.sampled_from(TIMES), max_size=20).map(" ".join))
def test_any_text_is_read_or_refused(text: str) -> None:
    for sentence in split_sentences(text, "fr"):
        for expression in find_date_expressions(sentence, "fr"):
            assert expression.text in sentence.text
            try:
                reading = expression.read(Anchor(published=date(2020, 2, 29)))
            except UnreadableDateError as error:
                assert str(error)
            else:
                assert_consistent(reading)


@given(
    published=st.dates(date(1930, 1, 1), date(2070, 1, 1)) | st.none(),
    month=st.integers(1, 12),
    day=st.integers(1, 30),
)
def test_hijri_day_is_the_last_one_past(published: date | None, month: int, day: int) -> None:
    slots = {"hijri_month": month, "day": day}
    try:
        found = read("hijri_day", slots, Anchor(published=published), {})
    except UnreadableDateError as error:
        assert published is None or "no such day" in str(error)
    else:
        assert published is not None
        assert timedelta(0) <= published - found.start < timedelta(days=356)


PIECES = {
    "fr": ["Lundi", ",", "l’armée", "a", "[", "le 3 mai 2017", "au lendemain de", "à l’aube", "depuis", "."],
    "en": ["On Sunday", ",", "gunmen", "[", "May 3", "at dawn", "a day after the", "since", "said", "."],
    "ar": ["أمس", "،", "قصف", "[", "15 رمضان", "فجرا", "منذ", "قال", "في 3 أيار/مايو", "."],
}


@pytest.mark.parametrize("lang", sorted(PIECES))
@given(data=st.data(), published=st.dates(date(2016, 1, 1), date(2018, 1, 1)) | st.none())
def test_any_event_is_dated_within_its_text_or_refused(
    lang: str, data: st.DataObject, published: date | None
) -> None:
    row = data.draw(st.lists(st.sampled_from(PIECES[lang]), max_size=14))
    before = " ".join(piece for piece in row if piece != "[")
    after = " ".join(data.draw(st.lists(st.sampled_from(PIECES[lang][4:]), max_size=6))).replace("[", "")
    marked = f"{before} [xx] {after}"
    found = date_of(marked, lang, published)
    assert found.reason
    if found.span is not None:
        assert unmarked(marked)[found.span.start : found.span.end] == found.text == found.span.text
    if found.start is None or found.end is None:
        assert (found.start, found.end, found.precision) == (None, None, "unknown")
    else:
        assert found.span is not None
        assert found.precision != "unknown"
        assert_consistent(Reading(start=found.start, end=found.end, precision=found.precision))


def rule_words(lang: str) -> list[str]:
    rules = date_rules(lang)
    assert rules is not None
    parts = [part for pattern in date_patterns(lang) for part in pattern.parts if isinstance(part, Element)]
    words = {word for part in parts for word in part.words}
    names = {name for table in rules.words.single for name in [table]}
    return sorted(words | names | {"3", "31", "2015", "3/5/2020", ",", "-", "06:50 |", "29.02.2020", "30"})


RULE_WORDS = {lang: rule_words(lang) for lang in ("fr", "en", "es", "ar")}


@pytest.mark.parametrize("lang", sorted(RULE_WORDS))
@given(data=st.data())
def test_any_row_of_rule_words_is_read_or_refused(lang: str, data: st.DataObject) -> None:
    text = " ".join(data.draw(st.lists(st.sampled_from(RULE_WORDS[lang]), min_size=1, max_size=12)))
    for sentence in split_sentences(text, lang):
        for expression in find_date_expressions(sentence, lang):
            assert expression.text in sentence.text
            try:
                reading = expression.read(Anchor(published=date(2020, 2, 29)))
            except UnreadableDateError as error:
                assert str(error)
            else:
                assert_consistent(reading)
