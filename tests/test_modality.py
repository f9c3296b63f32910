"""Modality: a table of sentences, how cues nest, and what holds for any sentence."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventgeo.assembly.modality import judge
from eventgeo.assembly.modality_cues import modality_rules
from eventgeo.model import MODALITIES, Sentence, Trigger
from eventgeo.text.sentences import split_sentences

CASES = tomllib.loads((Path(__file__).parent / "cases" / "modality.toml").read_text("utf-8"))


def mark(marked: str, form: str, lang: str) -> list[tuple[Trigger, Sentence]]:
    """Read "Ils ont [pris] la ville": the triggers in brackets, each with its sentence."""
    text = marked.replace("[", "").replace("]", "")
    [sentence] = split_sentences(text, lang)
    found = []
    for shift, match in enumerate(re.finditer(r"\[(.+?)\]", marked)):
        start = match.start() - 2 * shift
        trigger = Trigger(
            start=start,
            end=start + len(match[1]),
            text=match[1],
            event_type="assault",
            lemma=match[1].lower(),
            features=frozenset(form.split()),
            rule="case",
        )
        found.append((trigger, sentence))
    return found


ROWS = [
    pytest.param(lang, modality, form, text, id=text)
    for lang, by_modality in CASES.items()
    for modality, rows in by_modality.items()
    for form, text in rows
]


@pytest.mark.parametrize(("lang", "modality", "form", "text"), ROWS)
def test_sentence(lang: str, modality: str, form: str, text: str) -> None:
    for trigger, sentence in mark(text, form, lang):
        judgement = judge(trigger, sentence, lang)
        assert judgement.modality == modality, judgement.reason


def test_cue_and_reason_quote_the_sentence() -> None:
    [(trigger, sentence)] = mark("Les pilotes ont refusé de [bombarder] la ville.", "verb inf", "fr")
    judgement = judge(trigger, sentence, "fr")
    assert judgement.cue == "refusé de"
    assert judgement.cue in sentence.text
    assert judgement.cue in judgement.reason


@pytest.mark.parametrize(
    ("lang", "form", "text", "cue"),
    [
        ("fr", "verb pp passive", "Des soldats auraient été [tués] à Bamako.", "auraient"),
        (
            "fr",
            "verb pp",
            "Selon des informations non confirmées, ils ont [pris] la ville.",
            "informations non confirmées",
        ),
        ("fr", "verb pp", "Ils ont [pris] la ville.", ""),
        ("en", "verb fin", "Unconfirmed reports said drones [hit] the port.", "Unconfirmed reports"),
        ("en", "verb fin pp", "The rebels have reportedly [taken] the town.", "reportedly"),
        ("en", "verb fin pp", "The rebels have [taken] the town.", ""),
    ],
)  # fmt: skip
def test_hearsay_is_asserted_and_told(lang: str, form: str, text: str, cue: str) -> None:
    [(trigger, sentence)] = mark(text, form, lang)
    judgement = judge(trigger, sentence, lang)
    assert (judgement.modality, judgement.cue) == ("asserted", cue)
    assert cue in judgement.reason


def test_cue_counts_on_its_own_side_of_a_full_clause() -> None:
    [(first, sentence), (second, _)] = mark(
        "Ils n’ont pas [pris] la ville ; ils ont [pris] le pont.", "verb pp", "fr"
    )
    assert judge(first, sentence, "fr").modality == "negated"
    assert judge(second, sentence, "fr").modality == "asserted"


def test_language_without_rules_asserts() -> None:
    [(trigger, sentence)] = mark("No [atacaron] la ciudad.", "verb fin", "xx")
    assert judge(trigger, sentence, "xx").modality == "asserted"


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_rules_are_complete(lang: str) -> None:
    rules = modality_rules(lang)
    assert rules is not None
    found = rules.index.find(("ne", "pas", "pour", "to"))
    assert found, "an index that finds nothing"


particles = st.sampled_from(["ne", "n'", "pas", "plus", "aucun", "que", "qu'", "pour", "de", "à", "si"])
words = particles | st.sampled_from(["refusé", "vont", "réussi", "bombarder", "la", "ville", ",", ";", "?"])


@given(st.lists(words, min_size=1, max_size=25), st.data())
def test_any_words_get_a_judgement(chosen: list[str], data: st.DataObject) -> None:
    """Whatever stands in the sentence, there is one of the four answers and its cue is in the text."""
    text = " ".join(chosen)
    sentences = split_sentences(text, "fr")
    sentence = data.draw(st.sampled_from(sentences))
    token = data.draw(st.sampled_from(sentence.tokens))
    trigger = Trigger(
        start=token.start,
        end=token.end,
        text=token.text,
        event_type="assault",
        lemma=token.norm,
        features=frozenset({"verb", "inf"}),
        rule="case",
    )
    judgement = judge(trigger, sentence, "fr")
    assert judgement.modality in MODALITIES
    assert judgement.cue in sentence.text
    assert judgement.cue or judgement.modality == "asserted"
