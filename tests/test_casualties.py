"""Dead and injured: numbers in digits and words, and whose they are."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventgeo.assembly.casualties import count_casualties
from eventgeo.assembly.numbers import read_number
from eventgeo.assembly.tolls import find_tolls
from eventgeo.model import Casualties, Document, Tags, Trigger
from eventgeo.text.sentences import split_sentences

CASES = tomllib.loads((Path(__file__).parent / "cases" / "casualties.toml").read_text("utf-8"))


def trigger_at(text: str, word: str, event_type: str) -> Trigger:
    start = text.index(word)
    return Trigger(
        start=start,
        end=start + len(word),
        text=word,
        event_type=event_type,
        lemma=word,
        features=frozenset({"noun"}),
        rule="case",
    )


def count(text: str, lang: str, *triggers: Trigger) -> tuple[Casualties, ...]:
    document = Document(doc_id="case", text=text, lang=lang)
    return count_casualties(Tags(document=document, sentences=split_sentences(text, lang), triggers=triggers))


def bounds(written: str) -> tuple[int | None, int | None]:
    low, _, high = written.partition("-")
    return (int(low) if low else None, int(high) if high else None)


@pytest.mark.parametrize(
    ("lang", "marked", "killed", "injured"), [(lang, *row) for lang, rows in CASES.items() for row in rows]
)
def test_sentence(lang: str, marked: str, killed: str, injured: str) -> None:
    word = marked[marked.index("[") + 1 : marked.index("]")]
    text = marked.replace("[", "").replace("]", "")
    [found] = count(text, lang, trigger_at(text, word, "strike"))
    assert (found.killed.low, found.killed.high) == bounds(killed)
    assert (found.injured.low, found.injured.high) == bounds(injured)


def test_an_attack_takes_the_dead_before_a_killing() -> None:
    text = "Une frappe a tué dix civils."
    strike, killing = trigger_at(text, "frappe", "strike"), trigger_at(text, "tué", "killing")
    found = count(text, "fr", strike, killing)
    assert found[0].killed.low == 10
    assert found[1] == Casualties()


def test_an_agreement_takes_none() -> None:
    text = "L’accord intervient après 30 morts."
    assert count(text, "fr", trigger_at(text, "accord", "agreement")) == (Casualties(),)


@pytest.mark.parametrize(
    ("words", "lang", "value"),
    [
        ("quatre-vingt-dix-sept", "fr", 97),
        ("deux cents", "fr", 200),
        ("mille deux cents", "fr", 1200),
        ("une vingtaine", "fr", 20),
        ("soixante et onze", "fr", 71),
        ("1.500", "fr", 1500),
        ("two hundred and six", "en", 206),
        ("twenty-two", "en", 22),
        ("a dozen", "en", 12),
        ("3 thousand", "en", 3000),
    ],
)
def test_number(words: str, lang: str, value: int | None) -> None:
    found = read_number(words.split(), 0, lang)
    assert (found.value if found else None) == value


@given(st.integers(1, 10**6))
def test_digits_are_read_back(value: int) -> None:
    found = read_number([str(value)], 0, "fr")
    assert found is not None
    assert found.value == value


@given(st.text("0123456789 .,morts tué blessés au moins entre et à dix cents une dizaine", max_size=60))
def test_low_is_never_above_high(text: str) -> None:
    for sentence in split_sentences(text, "fr"):
        for toll in find_tolls(sentence, "fr"):
            if toll.low is not None and toll.high is not None:
                assert toll.low <= toll.high
