"""Triggers: sentences with their expected events, look-alikes, and what must hold for any text."""

from __future__ import annotations

import tomllib
from itertools import pairwise
from pathlib import Path
from time import perf_counter
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eventgeo.errors import ResourceError
from eventgeo.model import Trigger
from eventgeo.ontology import event_types
from eventgeo.tagging.inflection import load_inflector
from eventgeo.tagging.lexicon import load_lexicon
from eventgeo.tagging.trigger_conditions import parse_condition
from eventgeo.tagging.trigger_patterns import parse_pattern
from eventgeo.tagging.triggers import find_triggers
from eventgeo.tagging.word_sets import WordSets
from eventgeo.text.sentences import split_sentences
from eventgeo.text.tokens import tokenize
from trigger_cases import assert_events

FOLDER = Path(__file__).parent / "cases"
CASES = tomllib.loads((FOLDER / "triggers_fr.toml").read_text("utf-8"))["case"]
BY_TYPE = tomllib.loads((FOLDER / "triggers_fr_types.toml").read_text("utf-8"))


def read(text: str, lang: str = "fr") -> tuple[Trigger, ...]:
    return find_triggers(split_sentences(text, lang), lang)


@pytest.mark.parametrize("case", CASES, ids=[case["text"][:60] for case in CASES])
def test_french_sentence(case: dict[str, Any]) -> None:
    assert_events(case, "fr")


@pytest.mark.parametrize(
    ("event_type", "text"), [(event_type, text) for event_type, texts in BY_TYPE.items() for text in texts]
)
def test_french_sentence_by_type(event_type: str, text: str) -> None:
    found = {t.event_type for t in read(text)}
    assert (not found) if event_type == "none" else event_type in found


TYPES = set(event_types())
TEXTS = [str(case["text"]) for case in CASES]


def check_invariants(text: str, lang: str) -> None:
    found = read(text, lang)
    assert found == read(text, lang)
    for trigger in found:
        assert text[trigger.start : trigger.end] == trigger.text
        assert trigger.event_type in TYPES
        assert trigger.rule.startswith(f"{lang}.")
        assert 0 < trigger.confidence <= 1
        assert trigger.features & {"noun", "verb"}
    for before, after in pairwise(found):
        assert before.end <= after.start


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(TEXTS), min_size=1, max_size=6), st.sampled_from([" ", "\n", "\n\n", " - "]))
def test_invariants_hold_for_any_mix_of_sentences(texts: list[str], glue: str) -> None:
    check_invariants(glue.join(texts), "fr")


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="aeéirtbomdfsl'’ .,;\n\u0301«»AÉ1🚀", max_size=200))
def test_invariants_hold_for_any_text(text: str) -> None:
    check_invariants(text, "fr")
    check_invariants(text, "en")


def test_spelling_of_apostrophes_and_capitals_does_not_matter() -> None:
    plain = "Evacuation d'otages : l'armée a libéré l'aéroport."
    curly = plain.replace("'", "’").replace("Evacuation", "Évacuation")
    types = [t.event_type for t in read(plain)]
    assert types
    assert [t.event_type for t in read(curly)] == types


@pytest.mark.parametrize(
    ("text", "features"),
    [
        ("Les rebelles ont libéré la ville.", {"verb", "pp"}),
        ("La ville a été libérée par les rebelles.", {"verb", "pp", "passive"}),
        ("La ville, libérée par les rebelles, est calme.", {"verb", "pp", "passive"}),
        ("Les rebelles vont libérer la ville.", {"verb", "inf"}),
        ("Les rebelles libéreront la ville.", {"verb", "fut"}),
        ("Les rebelles libéreraient la ville.", {"verb", "cond"}),
        ("Les soldats se sont emparés de la ville.", {"verb", "pp"}),
        ("L'armée a pris Kidal et bombardé Gao.", {"verb", "pp"}),
        ("La libération de la ville a commencé.", {"noun"}),
    ],
)
def test_features_tell_the_form(text: str, features: set[str]) -> None:
    assert read(text)[-1].features == features


def test_a_pointing_word_takes_the_type_of_what_was_told() -> None:
    found = read("Un drone a frappé le convoi. L'attaque a fait six morts.")
    assert [t.event_type for t in found] == ["strike", "strike"]


def test_a_language_without_lexicon_has_no_triggers() -> None:
    assert read("Angriff auf die Stadt.", "de") == ()


def test_long_text_is_read_in_linear_time() -> None:
    sentences = split_sentences(" ".join(TEXTS) * 3, "fr")
    words = sum(len(s.tokens) for s in sentences)
    find_triggers(sentences, "fr")
    began = perf_counter()
    found = find_triggers(sentences * 5, "fr")
    assert (perf_counter() - began) / (5 * words) < 200e-6
    assert found


def test_one_article_of_a_long_text_does_not_hide_the_others() -> None:
    sport = "Le match de football a été gagné par le club, l'entraîneur salue ses joueurs. " * 100
    assert read(sport + "L'armée a bombardé la ville. " * 100)
    assert not read(sport)


@pytest.mark.parametrize("text", ["nowhere: otage", "near otage", "before: @NO_SUCH_CLASS"])
def test_a_constraint_that_cannot_be_read_says_why(text: str) -> None:
    sets = WordSets({"ARMED": ["soldat/n"]}, load_inflector("fr"))
    with pytest.raises((ValueError, ResourceError), match=r"must begin with one of|no word class"):
        parse_condition(text, sets)


def test_a_pattern_that_cannot_begin_says_so() -> None:
    with pytest.raises(ValueError, match="must begin with a word"):
        parse_pattern("le? raid", WordSets({}, load_inflector("fr")))


@pytest.mark.parametrize("pattern", ["sortir/v de|l'enclave", "prendre/v par_surprise"])
def test_a_pattern_word_that_no_text_holds_is_refused(pattern: str) -> None:
    with pytest.raises(ValueError, match="more than one word"):
        parse_pattern(pattern, WordSets({}, load_inflector("fr")))


@pytest.mark.parametrize(
    ("item", "text"),
    [
        ("force/n_de_l'ordre", "les forces de l’ordre"),
        ("mine/n_d'or", "deux mines d'or"),
        ("l'onu", "à l’ONU"),
        ("aujourd'hui", "aujourd’hui"),
    ],
)
def test_phrases_with_elided_words_are_found(item: str, text: str) -> None:
    words = WordSets({}, load_inflector("fr")).compile([item])
    tokens = tokenize(text)
    assert words.any_in([token.norm for token in tokens], tokens, 0, len(tokens))


def test_every_entry_says_a_known_type() -> None:
    for lang in ("fr", "en"):
        lexicon = load_lexicon(lang)
        assert lexicon is not None
        entries = {entry.rule: entry for found in lexicon.index.values() for _, entry in found}
        assert {entry.event_type for entry in entries.values()} <= TYPES | {"none", "<before>"}
        assert {entry.event_type for entry in entries.values()} >= TYPES
