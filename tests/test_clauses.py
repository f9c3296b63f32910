"""Clauses: a table of sentences, and the property that the ranges cover the sentence."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventgeo.assembly.clauses import clause_rules, split_clauses
from eventgeo.model import Sentence
from eventgeo.text.sentences import split_sentences
from eventgeo.text.tokens import tokenize

CASES = tomllib.loads((Path(__file__).parent / "cases" / "clauses.toml").read_text("utf-8"))["case"]
WORDS = st.sampled_from(
    [*["Les", "ont", "pris", "Alep", "et", "que", "qui", "tuant", "mais", "la", "a", "fui"], *',;:"«»().–']
)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"][:40])
def test_splits_where_marked(case: dict[str, str]) -> None:
    text = case["text"].replace(" | ", " ")
    [sentence] = split_sentences(text, case["lang"])
    pieces = [
        text[sentence.tokens[a].start : sentence.tokens[b - 1].end]
        for a, b in split_clauses(sentence, case["lang"])
    ]
    assert " | ".join(pieces) == case["text"]


@given(st.lists(WORDS, max_size=40), st.sampled_from(["fr", "en", "xx"]))
def test_ranges_cover_the_sentence_in_order(words: list[str], lang: str) -> None:
    text = " ".join(words)
    tokens = tokenize(text)
    sentence = Sentence(start=0, end=len(text), text=text, index=0, tokens=tokens)
    ranges = split_clauses(sentence, lang)
    assert [i for a, b in ranges for i in range(a, b)] == list(range(len(tokens)))
    assert all(a < b for a, b in ranges)


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_openers_are_written_as_the_tokenizer_parts_them(lang: str) -> None:
    rules = clause_rules(lang)
    phrases = [words for rows in rules.openers.values() for words, _ in rows]
    written = {words: " ".join([*words, "il"]).replace("' ", "'") for words in phrases}
    assert [words for words in phrases if tuple(t.norm for t in tokenize(written[words]))[:-1] != words] == []
