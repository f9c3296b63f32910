"""Actor mentions and the reviewed lexicon behind them."""

from __future__ import annotations

import re
import tomllib
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventgeo.model import ActorMention
from eventgeo.tagging.actors import find_actors
from eventgeo.tagging.actors_identity import identify
from eventgeo.tagging.actors_lexicon import actor_lexicon
from eventgeo.text.sentences import split_sentences

CASES = [
    case
    for file in ("actor_mentions", "actor_names")
    for case in tomllib.loads((Path(__file__).parent / "cases" / f"{file}.toml").read_text("utf-8"))["case"]
]
EXPECTED = re.compile(r"(?P<text>[^=(]+?)(?: = (?P<id>\S+))?(?: \((?P<kind>[^)]+)\))?")


PHRASES = [
    "L'armée malienne", "Les soldats", "La police", "Le M23", "Les rebelles", "Regime forces",
    "The Syrian government", "The militants", "Boko Haram", "El ejército", "Un soldado colombiano",
    "الجيش السوري", "الجنود", "قوات النظام", "المسلحون",
]  # fmt: skip


def find(text: str, lang: str) -> tuple[ActorMention, ...]:
    return find_actors(split_sentences(text, lang), lang)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"][:50])
def test_mentions(case: dict[str, str]) -> None:
    found = find(case["text"], case["lang"])
    wanted = [EXPECTED.fullmatch(row) for row in case["found"]]
    assert [mention.text for mention in found] == [row["text"] for row in wanted if row]
    for mention, row in zip(found, wanted, strict=True):
        assert row is not None
        if row["id"]:
            assert mention.actor_id == row["id"].removeprefix("-")  # "-" for none
        if row["kind"]:
            assert mention.actor_kind == row["kind"]


@pytest.mark.parametrize(
    ("text", "year", "wanted"),
    [
        ("Al-Nusra Front fled.", None, ("al-nosra", "jihadist")),
        ("Al-Nusra Front fled.", 2014, ("al-nosra", "jihadist")),
        ("Al-Nusra Front fled.", 2019, ("al-nosra", "jihadist")),  # two years after its end
        ("Al-Nusra Front fled.", 2023, ("", "jihadist")),
        (
            "Al-Nusra Front fled in 2014.",
            2023,
            ("al-nosra", "jihadist"),
        ),  # a year of its own is told
    ],
)
def test_names_count_in_their_years(text: str, year: int | None, wanted: tuple[str, str]) -> None:
    found = find_actors(split_sentences(text, "en"), "en", year=year)
    assert [(actor.actor_id, actor.actor_kind) for actor in found] == [wanted]


def test_a_name_that_is_none_yet_is_no_actor() -> None:
    sentences = split_sentences("Il écoute le groupe Wagner.", "fr")
    assert [actor.actor_id for actor in find_actors(sentences, "fr", year=2020)] == ["wagner"]
    assert not any(actor.actor_id for actor in find_actors(sentences, "fr", year=2005))


@given(
    st.lists(st.sampled_from(PHRASES), max_size=8).map(". ".join), st.sampled_from(["fr", "en", "es", "ar"])
)
def test_identity_fills_blanks_and_moves_nothing(text: str, lang: str) -> None:
    lexicon = actor_lexicon(lang)
    assert lexicon is not None
    sentences = split_sentences(text, lang)
    before = find(text, lang)
    after = identify(before, sentences, lexicon)
    assert [(a.start, a.end, a.actor_kind) for a in before] == [(a.start, a.end, a.actor_kind) for a in after]
    assert all(not a.actor_id or a.actor_id == b.actor_id for a, b in zip(before, after, strict=True))


def test_language_without_lexicon_has_no_actors() -> None:
    assert find("La policía detuvo a diez manifestantes.", "xx") == ()


@given(st.text(max_size=200), st.sampled_from(["fr", "en", "es", "ar"]))
def test_mentions_slice_to_their_text_and_do_not_overlap(text: str, lang: str) -> None:
    found = find(text, lang)
    assert all(text[mention.start : mention.end] == mention.text for mention in found)
    assert all(a.end <= b.start for a, b in pairwise(found))


WORDS = [
    "armée",
    "syrienne",
    "de",
    "la",
    "Daech",
    "les",
    "forces",
    "et",
    "Alep",
    "combattants",
    "du",
    "M.",
    "Ali",
    ",",
]


@given(st.lists(st.sampled_from(WORDS), max_size=12))
def test_any_row_of_words_is_read(words: list[str]) -> None:
    text = " ".join(words)
    assert all(text[mention.start : mention.end] == mention.text for mention in find(text, "fr"))
