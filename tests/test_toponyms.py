"""Place mentions: tables of cases, and properties on real sentences put together at random."""

import tomllib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eventgeo.gazetteer import open_gazetteer
from eventgeo.model import Toponym
from eventgeo.tagging.person_names import find_persons
from eventgeo.tagging.place_lexicon import PhraseTable, place_lexicon
from eventgeo.tagging.toponym_scorer import read_weights
from eventgeo.tagging.toponyms import find_toponyms
from eventgeo.text.sentences import split_sentences
from eventgeo.text.tokens import tokenize

CASES = tomllib.loads((Path(__file__).parent / "cases" / "toponyms.toml").read_text("utf-8"))["case"]


def find(text: str, lang: str) -> tuple[Toponym, ...]:
    return find_toponyms(split_sentences(text, lang), lang, open_gazetteer())


def described(toponym: Toponym, wanted: str) -> str:
    """Write `toponym` as a case does, with a kind only where the case tells one."""
    star = "*" if toponym.metonymy else ""
    kind = f":{toponym.kind}" if ":" in wanted else ""
    return f"{toponym.text}{star}{kind}"


def parameters() -> list[object]:
    return [
        pytest.param(
            case,
            id=f"{case['lang']}-{case['text'][:50]}",
            marks=[pytest.mark.xfail(strict=True, reason=case["known_failure"])]
            if "known_failure" in case
            else [],
        )
        for case in CASES
    ]


@pytest.mark.parametrize("case", parameters())
def test_finds_exactly_the_places_of_the_case(case: dict[str, object]) -> None:
    text, lang, wanted = str(case["text"]), str(case["lang"]), list(case["places"])  # type: ignore[call-overload]
    found = find(text, lang)
    assert [t.text for t in found] == [w.split(":")[0].rstrip("*") for w in wanted]
    assert [described(t, w) for t, w in zip(found, wanted, strict=True)] == wanted


def test_a_name_with_a_cue_is_found_again_without_one() -> None:
    text = "Il vit dans le village de Qoumbara. Un drone a survolé Qoumbara. Les gens de Qoumbara ont fui."
    assert [t.text for t in find(text, "fr")] == ["Qoumbara"] * 3


def test_a_surname_seen_with_a_given_name_stays_a_person() -> None:
    text = "Le suspect, Karim Lyon, a été arrêté. Lyon a reconnu les faits, selon Lyon lui-même."
    assert find(text, "fr") == ()


def test_every_mention_says_why() -> None:
    for toponym in find("Raid aérien sur la ville d'Alep, près de Kafr Hamra.", "fr"):
        assert toponym.rule
        assert 0.0 < toponym.confidence <= 1.0


def test_cue_holds_the_words_of_the_text() -> None:
    (toponym,) = find("Ils ont pris la ville côtière d'Al-Mokha.", "fr")
    assert (toponym.cue, toponym.kind) == ("ville côtière d'", "populated")


@pytest.mark.parametrize(
    "text", ["", "   ", "🙂 🚀", "مرحبا بالعالم", "\n\n", "A", "É", "-", "U.S.", "d’", "« »"]
)
@pytest.mark.parametrize("lang", ["fr", "en"])
def test_texts_without_names_give_nothing_that_breaks(text: str, lang: str) -> None:
    for toponym in find(text, lang):
        assert text[toponym.start : toponym.end] == toponym.text


PIECES = [case["text"] for case in CASES]


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.sampled_from(PIECES) | st.text(max_size=30), max_size=6),
    st.sampled_from(["\n", " ", "\n\n"]),
    st.sampled_from(["fr", "en"]),
)
def test_offsets_slice_to_the_surface_in_order_without_overlap(
    pieces: list[str], glue: str, lang: str
) -> None:
    text = glue.join(pieces)
    found = find(text, lang)
    assert found == find(text, lang)
    end = 0
    for toponym in found:
        assert end <= toponym.start < toponym.end <= len(text)
        assert text[toponym.start : toponym.end] == toponym.text
        end = toponym.end


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_known_place_weighs_more_than_a_person(lang: str) -> None:
    weights = read_weights(lang)
    assert weights.known["known_country"] > 0 > weights.known["person"]
    assert weights.new["preposition_strong"] > 0


@pytest.mark.parametrize(
    ("text", "persons"),
    [
        ("Selon Jean-Yves Le Drian, rien.", ["Jean-Yves Le Drian"]),
        ("Le roi Abdallah II et M. Dupont", ["Abdallah II", "Dupont"]),
        ("place Yitzhak Rabin", []),
        ("l'hôpital Kamal Adwan", []),
        ("à Cheikh Zouweid", []),
    ],
)
def test_persons(text: str, persons: list[str]) -> None:
    tokens = tokenize(text)
    found = find_persons(tokens, place_lexicon("fr"))
    assert [text[tokens[a].start : tokens[b - 1].end] for a, b in found] == persons


def test_longest_phrase_wins() -> None:
    table = PhraseTable.of({"a": ["Afrique"], "b": ["Afrique du Nord"]})
    assert table.match(tokenize("Afrique du Nord"), 0) == (3, "b")
    assert table.match(tokenize("Afrique du Sud"), 0) == (1, "a")
