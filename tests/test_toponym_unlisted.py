"""Places of languages without a lexicon of them: a table of cases, and of names that are cut or left out."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eventgeo.gazetteer import open_gazetteer
from eventgeo.model import Document, Span
from eventgeo.tagging.combined_tagger import CombinedTagger
from eventgeo.tagging.reader.store import shipped_reader
from eventgeo.tagging.toponym_unlisted import glued_names, is_in_organisation, joined_names
from eventgeo.text.tokens import tokenize

CASES = tomllib.loads((Path(__file__).parent / "cases" / "toponyms_unlisted.toml").read_text("utf-8"))


@pytest.fixture(scope="module")
def tagger() -> CombinedTagger:
    return CombinedTagger(open_gazetteer())


@pytest.mark.skipif(not shipped_reader().is_dir(), reason="this checkout holds no reader")
@pytest.mark.parametrize(
    ("lang", "case"),
    [pytest.param(lang, case, id=case["text"]) for lang, cases in CASES.items() for case in cases],
)
def test_finds_exactly_the_places_of_the_case(
    tagger: CombinedTagger, lang: str, case: dict[str, Any]
) -> None:
    (tags,) = tagger.tag([Document(doc_id="case", text=case["text"], lang=lang)])
    assert [toponym.text for toponym in tags.toponyms] == case["places"]


@pytest.mark.parametrize(
    ("text", "name", "wanted"),
    [
        ("El Cártel de Sinaloa", "Sinaloa", True),
        ("el cártel de Medellín", "Medellín", True),
        ("la Milicia de Misrata", "Misrata", True),
        ("la milicia de Misrata", "Misrata", False),
        ("el frente de Alepo", "Alepo", False),
        ("la ciudad de Alepo", "Alepo", False),
        ("Alepo", "Alepo", False),
    ],
)
def test_part_of_the_name_of_an_organisation(text: str, name: str, wanted: bool) -> None:
    start = text.index(name)
    span = Span(start=start, end=start + len(name), text=name)
    assert is_in_organisation(span, text, (), "es") is wanted


@pytest.mark.parametrize(
    ("names", "wanted"),
    [
        (["أربيل", "ودهوك"], (1,)),
        (["أربيل", "ودهوك", "وكركوك"], (1, 2)),
        (["ود", "مدني"], ()),
        (["حلب", "الجديدة"], ()),
        (["أربيل"], ()),
    ],
)
def test_a_name_is_cut_where_and_joins_two(names: list[str], wanted: tuple[int, ...]) -> None:
    assert joined_names(names, "ar", open_gazetteer()) == wanted


WORDS = st.sampled_from(["بالقدس", "بالمدينة", "وبالموصل", "بال", "القدس", "في", "وبالسلاح", "Homs", ","])


@settings(max_examples=40)
@given(st.lists(WORDS, max_size=6))
def test_only_names_behind_a_preposition_are_added(words: list[str]) -> None:
    tokens = tokenize(" ".join(words))
    found = list(glued_names(tokens, {0}, "ar", open_gazetteer()))
    assert {tokens[at].text for at in found} <= {"بالقدس", "وبالموصل"}
    assert found == sorted(found)
    assert 0 not in found
    assert not list(glued_names(tokens, (), "fr", open_gazetteer()))
