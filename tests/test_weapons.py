"""Weapons and means: their kinds, and which event they belong to."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventgeo.assembly.rulefiles import read_rules
from eventgeo.assembly.weapons import find_weapons
from eventgeo.datafiles import read_toml
from eventgeo.model import Document, Tags, Trigger
from eventgeo.text.sentences import split_sentences

CASES = tomllib.loads((Path(__file__).parent / "cases" / "weapons.toml").read_text("utf-8"))
LANGUAGES = ("fr", "en", "es", "ar")


def read(text: str, lang: str, *triggers: Trigger) -> Tags:
    document = Document(doc_id="case", text=text, lang=lang)
    return Tags(document=document, sentences=split_sentences(text, lang), triggers=triggers)


def trigger(text: str, start: int, end: int, event_type: str, form: str) -> Trigger:
    words = text[start:end]
    return Trigger(
        start=start,
        end=end,
        text=words,
        event_type=event_type,
        lemma=words,
        features=frozenset({form}),
        rule="case",
    )


@pytest.mark.parametrize(
    ("lang", "marked", "event_type", "form", "kinds"),
    [(lang, *row) for lang, rows in CASES.items() for row in rows],
)
def test_sentence(lang: str, marked: str, event_type: str, form: str, kinds: str) -> None:
    start, end = marked.index("["), marked.index("]") - 1
    text = marked.replace("[", "").replace("]", "")
    [found] = find_weapons(read(text, lang, trigger(text, start, end, event_type, form)))
    assert " | ".join(weapon.kind for weapon in found) == kinds
    for weapon in found:
        assert text[weapon.start : weapon.end] == weapon.text
        assert weapon.reason


def test_a_weapon_goes_to_the_event_it_is_named_with() -> None:
    text = "Après l’attentat à la voiture piégée, l’armée a mené des frappes de drones."
    bombing = trigger(text, text.index("attentat"), text.index("attentat") + 8, "bombing", "noun")
    strike = trigger(text, text.index("frappes"), text.index("frappes") + 7, "strike", "noun")
    found = find_weapons(read(text, "fr", bombing, strike))
    assert [[weapon.kind for weapon in weapons] for weapons in found] == [["car bomb"], ["drone"]]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_kinds_are_those_of_all_languages(lang: str) -> None:
    kinds = {*read_toml("assembly", "rules/weapons.toml")["kinds"], "none"}
    rules = read_rules(lang, "weapons")
    assert set(rules["kinds"]) | set(rules["instruments"]) <= kinds


@pytest.mark.parametrize("lang", ["de", ""])
def test_a_language_without_rules_has_no_weapons(lang: str) -> None:
    text = "Ein Drohnenangriff."
    assert find_weapons(read(text, lang, trigger(text, 4, 18, "strike", "noun"))) == ((),)


WORDS = [
    "des", "avions", "drones", "obus", "par", "ont", "attaque", "à", "la", "voiture", "piégée", "contre",
    "un", "char", "armés", "de", ",", "et", "tirs", ".",
]  # fmt: skip


@given(st.lists(st.sampled_from(WORDS), max_size=25).map(" ".join))
def test_spans_hold_in_any_text(text: str) -> None:
    places = [found.span() for found in re.finditer(r"\b(attaque|tirs|obus)\b", text)]
    events = [trigger(text, start, end, "strike", "noun") for start, end in places]
    for weapons in find_weapons(read(text, "fr", *events)):
        for weapon in weapons:
            assert text[weapon.start : weapon.end] == weapon.text
