"""English triggers: sentences with their expected events, look-alikes, inflection, noun or verb."""

from __future__ import annotations

import tomllib
from importlib import resources
from pathlib import Path
from typing import Any

import pytest

from eventgeo.model import Trigger
from eventgeo.tagging.inflection import load_inflector
from eventgeo.tagging.triggers import find_triggers
from eventgeo.text.sentences import split_sentences
from trigger_cases import assert_events

CASES = tomllib.loads((Path(__file__).parent / "cases" / "triggers_en.toml").read_text("utf-8"))["case"]
FILES = sorted(
    path.name
    for path in (resources.files("eventgeo.tagging") / "lexicons" / "en").iterdir()
    if path.name.startswith("triggers")
)


def read(text: str) -> tuple[Trigger, ...]:
    return find_triggers(split_sentences(text, "en"), "en")


@pytest.mark.parametrize("case", CASES, ids=[case["text"][:60] for case in CASES])
def test_english_sentence(case: dict[str, Any]) -> None:
    assert_events(case, "en")


@pytest.mark.parametrize(
    ("lemma", "forms"),
    [
        ("attack", "attack attacks attacked attacking"),
        ("seize", "seize seizes seized seizing"),
        ("free", "free frees freed freeing"),
        ("occupy", "occupy occupies occupied occupying"),
        ("deploy", "deploy deploys deployed deploying"),
        ("ambush", "ambush ambushes ambushed ambushing"),
        ("expel", "expel expels expelled expelling"),
        ("flee", "flee flees fled fleeing"),
        ("shoot", "shoot shoots shot shooting"),
        ("withdraw", "withdraw withdraws withdrew withdrawn withdrawing"),
    ],
)
def test_verb_forms(lemma: str, forms: str) -> None:
    assert set(load_inflector("en").verb(lemma)) == set(forms.split())


def test_a_past_form_is_finite_and_participle() -> None:
    assert load_inflector("en").verb("bomb")["bombed"] == {"fin", "pp"}


@pytest.mark.parametrize(
    ("text", "features"),
    [
        ("The attack by the rebels failed.", {"noun"}),
        ("The rebels want to attack the town.", {"verb", "inf"}),
        ("The town was attacked by rebels.", {"verb", "pp", "passive"}),
    ],
)
def test_noun_and_verb_are_told_apart(text: str, features: set[str]) -> None:
    (trigger,) = read(text)
    assert features <= trigger.features, trigger.features
    assert ("noun" in trigger.features) == ("noun" in features)


@pytest.mark.parametrize("name", FILES)
def test_alternatives_of_a_pattern_are_of_one_kind(name: str) -> None:
    """``[break/v up|bust/v]`` reads as three words, the second "up" or a form of "bust": always a slip."""
    path = resources.files("eventgeo.tagging") / "lexicons" / "en" / name
    particles = {"up", "out", "off", "down", "away", "over", "in", "into", "back", "on"}
    for entry in tomllib.loads(path.read_text("utf-8")).get("entry", ()):
        for pattern in entry.get("patterns", ()):
            assert pattern.count("[") == pattern.count("]") <= 1, pattern
            for word in pattern.split():
                items = {item.strip("[]?") for item in word.split("|")}
                verbs = {item for item in items if "/v" in item}
                assert not (verbs and items & particles), pattern
