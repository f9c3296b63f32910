"""Who says so: the source named in the sentence."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from eventgeo.assembly.attribution import attribute
from eventgeo.model import Attribution, Sentence, Trigger
from eventgeo.text.sentences import split_sentences

CASES = tomllib.loads((Path(__file__).parent / "cases" / "attribution.toml").read_text("utf-8"))


def mark(marked: str, lang: str) -> tuple[Trigger, Sentence]:
    text = marked.replace("[", "").replace("]", "")
    start, end = marked.index("["), marked.index("]") - 1
    trigger = Trigger(
        start=start,
        end=end,
        text=text[start:end],
        event_type="strike",
        lemma=text[start:end],
        features=frozenset({"verb", "pp"}),
        rule="case",
    )
    return trigger, split_sentences(text, lang)[0]


@pytest.mark.parametrize(
    ("lang", "marked", "source"), [(lang, marked, source) for lang in CASES for marked, source in CASES[lang]]
)
def test_sentence(lang: str, marked: str, source: str) -> None:
    trigger, sentence = mark(marked, lang)
    found = attribute(trigger, sentence, lang).source
    assert (found.text if found else "") == source
    assert found is None or sentence.text[found.start : found.end] == found.text


def test_language_without_rules_names_nobody() -> None:
    trigger, sentence = mark("El ejército [tomó] la ciudad, según el ministerio.", "xx")
    assert attribute(trigger, sentence, "xx") == Attribution()
