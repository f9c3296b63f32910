"""The forms in which words are looked up in rules: one spelling, without particles written on."""

from __future__ import annotations

import pytest

from eventgeo.assembly.rulefiles import SUBJECTS, read_rules
from eventgeo.assembly.spelling import respell, spelling
from eventgeo.assembly.word_forms import rule_forms
from eventgeo.text.tokens import tokenize


@pytest.mark.parametrize(
    ("text", "lang", "like"),
    [
        ("إبريل", "ar", "ابريل"),
        ("الجمعه", "ar", "الجمعة"),
        ("٢٠١٧،", "ar", "2017,"),
        ("وقال", "ar", "قال"),
        ("فقتل", "ar", "قتل"),
        ("و5", "ar", "5"),
        ("وأصيبت", "ar", "أصيبت"),
        ("قُتِلَ", "ar", "قتل"),
    ],
)
def test_spellings_that_count_as_one(text: str, lang: str, like: str) -> None:
    assert rule_forms(tokenize(text), lang) == rule_forms(tokenize(like), lang)


@pytest.mark.parametrize("word", ["وزير", "واحد", "وفاة", "فجر", "فبراير", "وكالة", "وسط", "فرنسا"])
def test_words_that_begin_like_a_particle_stay_whole(word: str) -> None:
    assert rule_forms(tokenize(word), "ar") == [respell(word, "ar")]


@pytest.mark.parametrize("lang", ["fr", "en", "es", "xx"])
def test_other_languages_keep_their_words(lang: str) -> None:
    tokens = tokenize("L’État, Mañana 5 ayer")
    assert rule_forms(tokens, lang) == [token.norm for token in tokens]


@pytest.mark.parametrize("subject", SUBJECTS)
def test_rules_are_in_the_spelling_they_are_looked_up_by(subject: str) -> None:
    found = spelling("ar")
    assert found is not None
    assert not set(map(chr, found.letters)) & (set(str(read_rules("ar", subject))) - set(",;?'"))
