"""What sentences say of where something lies: the cases of tests/cases/spatial_<lang>.toml."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventgeo.assembly.spatial import read_relations, read_unnamed
from eventgeo.assembly.spatial_distances import read_distances
from eventgeo.assembly.spatial_rules import BEARINGS, spatial_rules
from eventgeo.model import Document, Kind, Resolution, SpatialRelation, Tags, Toponym
from eventgeo.text.sentences import split_sentences
from eventgeo.text.tokens import tokenize

LANGUAGES = ("fr", "en", "es", "ar")
CASES = [
    (lang, case)
    for lang in LANGUAGES
    for case in tomllib.loads((Path(__file__).parent / "cases" / f"spatial_{lang}.toml").read_text("utf-8"))[
        "case"
    ]
]
_MARK = re.compile(r"\[(.+?)(?:\|(\w+))?\]")


def read_marked(marked: str, lang: str) -> Tags:
    """Return a text with its toponyms, which stand in square brackets."""
    text, toponyms, at = "", [], 0
    for match in _MARK.finditer(marked):
        text += marked[at : match.start()]
        kind = cast("Kind | None", match[2])
        end = len(text) + len(match[1])
        toponyms.append(Toponym(start=len(text), end=end, text=match[1], kind=kind))
        text += match[1]
        at = match.end()
    text += marked[at:]
    return Tags(
        document=Document(doc_id="case", text=text, lang=lang),
        sentences=split_sentences(text, lang),
        toponyms=tuple(toponyms),
    )


def relations_of(tags: Tags) -> dict[int, SpatialRelation]:
    unresolved = [Resolution(toponym=toponym, chosen=None, reason="") for toponym in tags.toponyms]
    return read_relations(tags, unresolved)


def written(names: str, relation: SpatialRelation) -> str:
    """Return a relation as the cases write it."""
    direction = ""
    if relation.bearing_degrees is not None and not re.search("_of$|^in_", relation.kind):
        direction = f" at {relation.bearing_degrees:g} degrees"
    return f"{names}: {relation.describe()}{direction}"


@pytest.mark.parametrize(("lang", "case"), CASES, ids=lambda value: str(value)[:60])
def test_relations_as_a_reader_finds_them(lang: str, case: dict[str, Any]) -> None:
    tags = read_marked(case["text"], lang)
    found = {
        written(" + ".join(tags.toponyms[at].text for at in relation.anchors), relation)
        for relation in relations_of(tags).values()
    }
    found |= {
        written(" ".join(relation.countries), relation)
        for sentence in tags.sentences
        for relation in read_unnamed(sentence, lang)
    }
    assert found == set(case["relations"])


@pytest.mark.parametrize(("lang", "case"), CASES, ids=lambda value: str(value)[:60])
def test_the_words_of_a_relation_stand_in_the_text_and_name_its_places(
    lang: str, case: dict[str, Any]
) -> None:
    tags = read_marked(case["text"], lang)
    for at, relation in relations_of(tags).items():
        assert tags.document.text[relation.start : relation.end] == relation.text
        assert at in relation.anchors and relation.reason
        first = tags.toponyms[relation.anchors[0]]
        assert (relation.start <= first.start and first.end <= relation.end) or len(relation.anchors) == 1


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_direction_of_the_rules_has_a_bearing_and_its_opposite(lang: str) -> None:
    rules = spatial_rules(lang)
    assert rules is not None
    for bearing in set(rules.bearings.values()) - {-1.0}:
        assert bearing in BEARINGS.values()
        assert (bearing + 180) % 360 in rules.bearings.values()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_phrase_of_the_rules_can_be_found(lang: str) -> None:
    rules = spatial_rules(lang)
    assert rules is not None
    for phrase in (*rules.naming, *rules.unnamed):
        assert phrase.keys, phrase.words
        assert phrase.keys & (rules.triggers | rules.country_triggers | {"#0"}), phrase.words


def test_a_language_without_rules_has_no_relations() -> None:
    assert relations_of(read_marked("10 km north of [Homs]", "xx")) == {}
    assert read_unnamed(split_sentences("on the Syrian-Iraqi border", "en")[0], "xx") == ()


@pytest.mark.parametrize(
    ("lang", "words", "least_km", "most_km"),
    [
        ("fr", "1.200 km", 1200, 1200),
        ("fr", "1,5 kilomètre", 1.5, 1.5),
        ("fr", "une vingtaine de kilomètres", 20, 20),
        ("fr", "trente-cinq kilomètres", 35, 35),
        ("fr", "de 10 à 15 km", 10, 15),
        ("fr", "plus de 40 km", 40, 60),
        ("fr", "500 mètres", 0.5, 0.5),
        ("fr", "un kilomètre et demi", 1.5, 1.5),
        ("en", "a couple of miles", 3.22, 4.83),
        ("en", "a 30-kilometre", 30, 30),
        ("en", "two and a half miles", 4.02, 4.02),
        ("en", "half a mile", 0.805, 0.805),
        ("en", "12 nautical miles", 22.2, 22.2),
        ("en", "20 soldiers", None, None),
        ("es", "treinta y cinco kilómetros", 35, 35),
        ("es", "una decena de kilómetros", 10, 10),
        ("es", "más de 20 kilómetros", 20, 30),
        ("ar", "عشرة كيلومترات", 10, 10),
        ("ar", "كيلومترين", 2, 2),
        ("ar", "٢٥ كلم", 25, 25),
    ],
)
def test_distances(lang: str, words: str, least_km: float | None, most_km: float | None) -> None:
    from eventgeo.assembly.spatial_line import canonical_forms

    rules = spatial_rules(lang)
    assert rules is not None
    found = read_distances(canonical_forms(tokenize(words), lang, rules), lang)
    told = [km for distance in found for km in (distance.least_km, distance.most_km)]
    assert told == pytest.approx([] if least_km is None else [least_km, most_km], rel=0.01)


@given(
    st.sampled_from(LANGUAGES),
    st.lists(
        st.sampled_from(
            ["à", "de", "nord", "km", "10", "[Gao]", "[Kidal]", "entre", "et", "north", "of", "near", "the",
             "al", "norte", "cerca", "شمال", "بين", "و", "قرب", "كلم", "frontière",
             "syrienne", ",", "-", "(", ")"]
        ),
        max_size=20,
    ),
)  # fmt: skip
def test_any_row_of_words_is_read_and_reads_the_same_again(lang: str, words: list[str]) -> None:
    tags = read_marked(" ".join(words), lang)
    found = relations_of(tags)
    assert found == relations_of(tags)
    for at, relation in found.items():
        assert at in relation.anchors and set(relation.anchors) <= set(range(len(tags.toponyms)))
        assert tags.document.text[relation.start : relation.end] == relation.text
        assert relation.least_km is None or 0 <= relation.least_km <= (relation.most_km or 0)
