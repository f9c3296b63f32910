"""Spellings meet their places; keys forget what they should and nothing else."""

from __future__ import annotations

import tomllib
from importlib.resources import files
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventgeo.gazetteer import SqliteGazetteer
from eventgeo.gazetteer.names import exact_key, likeness, normalised_key, transliteration_key

CASES = tomllib.loads((Path(__file__).parent / "cases" / "gazetteer_names.toml").read_text(encoding="utf-8"))
RULES = tomllib.loads(
    (files("eventgeo.gazetteer") / "data" / "transliteration.toml").read_text(encoding="utf-8")
)["rule"]

LETTERS = st.text(alphabet=st.characters(categories=("L", "M", "Zs", "Pd", "Po")), max_size=30)


@pytest.mark.parametrize(
    ("name", "place_id"), [(name, case["place"]) for case in CASES["meets"] for name in case["names"]]
)
def test_a_spelling_meets_its_place(gazetteer: SqliteGazetteer, name: str, place_id: str) -> None:
    assert place_id in [candidate.place.place_id for candidate in gazetteer.lookup(name)][:5]


@pytest.mark.parametrize("name", [name for case in CASES["meets_nothing"] for name in case["names"]])
def test_no_place_goes_by_it(gazetteer: SqliteGazetteer, name: str) -> None:
    assert gazetteer.lookup(name) == ()


@pytest.mark.parametrize(
    ("one", "other"), [tuple(pair) for rule in RULES for pair in rule["examples"]], ids=lambda name: name
)
def test_a_rule_brings_its_examples_together(one: str, other: str) -> None:
    assert transliteration_key(one) == transliteration_key(other) != ""


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Homs", "Hamas"),
        ("Mali", "Malte"),
        ("Tours", "Tyr"),
        ("Gao", "Goma"),
        ("Niger", "Nigeria"),
        ("Oman", "Amman"),
    ],
)
def test_different_places_keep_different_keys(one: str, other: str) -> None:
    assert transliteration_key(one) != transliteration_key(other)


@given(LETTERS)
def test_keys_are_stable_under_marks_case_and_repetition(name: str) -> None:
    assert normalised_key(name.replace("'", "’")) == normalised_key(name.replace("’", "'"))
    assert exact_key(exact_key(name)) == exact_key(name)
    assert normalised_key(f"  {name} ") == normalised_key(name)


@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyzéèïô -'", max_size=30))
def test_case_never_counts_in_the_normalised_key(name: str) -> None:
    assert normalised_key(name.upper()) == normalised_key(name)


@given(
    st.text(alphabet="abdehiklmnorstuyz ", max_size=20), st.text(alphabet="abdehiklmnorstuyz ", max_size=20)
)
def test_likeness_is_symmetric_and_a_share(one: str, other: str) -> None:
    assert likeness(one, other) == likeness(other, one)
    assert 0.0 <= likeness(one, other) <= 1.0
    assert likeness(one, one) == 1.0
