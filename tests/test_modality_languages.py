"""Modality in Spanish and Arabic: tables of sentences, as those of French and English in test_modality.py."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventgeo.assembly.modality import judge
from eventgeo.assembly.modality_cues import modality_rules
from eventgeo.model import MODALITIES, Judgement, Trigger
from eventgeo.text.sentences import split_sentences

CASES = {
    lang: tomllib.loads((Path(__file__).parent / "cases" / f"modality_{lang}.toml").read_text("utf-8"))
    for lang in ("es", "ar")
}


def judged(marked: str, form: str, lang: str) -> tuple[Judgement, str]:
    """Judge the trigger in brackets, and return its sentence too."""
    match = re.search(r"\[(.+?)\]", marked)
    assert match
    [sentence] = split_sentences(marked.replace("[", "").replace("]", ""), lang)
    trigger = Trigger(
        start=match.start(),
        end=match.end() - 2,
        text=match[1],
        event_type="assault",
        lemma=match[1],
        features=frozenset(form.split()),
        rule="case",
    )
    return judge(trigger, sentence, lang), sentence.text


def rows() -> list[Any]:
    return [
        pytest.param(lang, modality, form, text, id=text)
        for lang, by_modality in CASES.items()
        for modality, table in by_modality.items()
        for form, text in table["cases"]
    ]


@pytest.mark.parametrize(("lang", "modality", "form", "text"), rows())
def test_sentence(lang: str, modality: str, form: str, text: str) -> None:
    judgement, sentence = judged(text, form, lang)
    assert judgement.modality == modality, judgement.reason
    assert judgement.cue in sentence


@pytest.mark.parametrize("lang", CASES)
def test_each_modality_is_tried(lang: str) -> None:
    assert set(CASES[lang]) == set(MODALITIES)


@pytest.mark.parametrize(
    ("lang", "form", "text", "cue"),
    [
        ("es", "verb fin", "Los soldados habrían [matado] a diez campesinos.", "habrían"),
        ("es", "verb fin", "Los soldados [mataron] a diez campesinos.", ""),
        ("ar", "verb fin", "وزعم القائد أن العدو [انسحب].", "وزعم"),
    ],
)
def test_hearsay_is_asserted_and_told(lang: str, form: str, text: str, cue: str) -> None:
    judgement, _ = judged(text, form, lang)
    assert (judgement.modality, judgement.cue) == ("asserted", cue)


@pytest.mark.parametrize("lang", CASES)
@given(data=st.data())
def test_any_words_get_a_judgement(lang: str, data: st.DataObject) -> None:
    """Whatever stands about a trigger, there is one of the four answers, and its words are in the text."""
    rules = modality_rules(lang)
    assert rules is not None
    words = st.sampled_from(sorted(rules.soft_stops | rules.light | rules.hard_stops))
    before, after = data.draw(st.lists(words, max_size=8)), data.draw(st.lists(words, max_size=8))
    text = " ".join([*before, "[kollari]", *after]).replace("\n", " ")
    sentences = split_sentences(text.replace("[", "").replace("]", ""), lang)
    start = text.index("[")
    sentence = next(s for s in sentences if s.start <= start < s.end)
    trigger = Trigger(
        start=start,
        end=start + 7,
        text="kollari",
        event_type="assault",
        lemma="kollari",
        features=frozenset({"verb", "fin"}),
        rule="case",
    )
    judgement = judge(trigger, sentence, lang)
    assert judgement.modality in MODALITIES
    assert judgement.cue in sentence.text
