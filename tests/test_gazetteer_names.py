"""Spellings meet their places; keys forget what they should and nothing else."""

from __future__ import annotations

import tomllib
from importlib.resources import files
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventgeo.gazetteer import SqliteGazetteer
from eventgeo.gazetteer.likeness import likeness
from eventgeo.gazetteer.names import STEPS, exact_key, normalised_key
from eventgeo.gazetteer.scripts import romanised
from eventgeo.gazetteer.sounds import asked_keys, parted, sound_keys

CASES = tomllib.loads((Path(__file__).parent / "cases" / "gazetteer_names.toml").read_text(encoding="utf-8"))
DATA = files("eventgeo.gazetteer") / "data"
RULES = tomllib.loads((DATA / "transliteration.toml").read_text(encoding="utf-8"))["rule"]
HABITS = tomllib.loads((DATA / "habits.toml").read_text(encoding="utf-8"))["habit"]

LETTERS = st.text(alphabet=st.characters(categories=("L", "M", "Zs", "Pd", "Po")), max_size=30)


@pytest.mark.parametrize(
    ("name", "place_id"), [(name, case["place"]) for case in CASES["meets"] for name in case["names"]]
)
def test_a_spelling_meets_its_place(gazetteer: SqliteGazetteer, name: str, place_id: str) -> None:
    assert place_id in [candidate.place.place_id for candidate in gazetteer.lookup(name)][:5]


@pytest.mark.parametrize("name", [name for case in CASES["meets_nothing"] for name in case["names"]])
def test_no_place_goes_by_it(gazetteer: SqliteGazetteer, name: str) -> None:
    assert {candidate.match for candidate in gazetteer.lookup(name)} <= {"transliteration"}


@pytest.mark.parametrize(
    ("one", "other"), [tuple(pair) for rule in RULES for pair in rule["examples"]], ids=lambda name: name
)
def test_a_rule_brings_its_examples_together(one: str, other: str) -> None:
    assert sound_keys(one) == sound_keys(other) != ()


@pytest.mark.parametrize(
    ("one", "other"), [tuple(pair) for habit in HABITS for pair in habit["examples"]], ids=lambda name: name
)
def test_a_name_of_another_habit_is_found(one: str, other: str) -> None:
    assert set(asked_keys(one)) & set(sound_keys(other))
    assert likeness(one, other) > 0.7


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("البوكمال", "Al-Boukamal"),
        ("باخموت", "Bakhmut"),
        ("كوبيانسك", "Kupyansk"),
        ("تشاسيف يار", "Chasiv Yar"),
        ("كفرنوران", "Kafr Nuran"),
        ("معرة النعمان", "Maarrat an Numan"),
        ("ترهونة", "Tarhuna"),
        ("حلب", "Halab"),
        ("حمص", "Homs"),
        ("درعا", "Daraa"),
        ("الغوطة الشرقية", "Eastern Ghouta"),
        ("مشهد", "Machhad"),
        ("پیشاور", "Peshawar"),
        ("گرگان", "Gorgan"),
        ("چمن", "Chaman"),
        ("Київ", "Kiev"),
        ("Київ", "Kyiv"),
        ("Київ", "Kiew"),
        ("Бахмут", "Bajmut"),
        ("Бахмут", "Bakhmut"),
        ("Харків", "Járkov"),
        ("Харків", "Charkiw"),
        ("Харьков", "Kharkiv"),
        ("Луганск", "Luhansk"),
        ("Донецьк", "Donezk"),
        ("Нови Сад", "Novi Sad"),
        ("Пловдив", "Plovdiv"),
        ("Дубровка", "Дуброўка"),
        ("ירושלים", "Yerushalayim"),
        ("צפת", "Tsefat"),
        ("Τσοπ", "Chop"),
        ("Θεσσαλονίκη", "Thessaloniki"),
        ("თბილისი", "Tbilisi"),
        ("Երևան", "Erevan"),
        ("Ouagadougou", "Wagadugu"),
        ("Djouba", "Yuba"),
        ("Juba", "Djouba"),
        ("N'Djamena", "Njamena"),
        ("Deir ez-Zor", "Dayr az Zawr"),
        ("Şırnak", "Shirnak"),
        ("Cerablus", "Jarabulus"),
        ("Efrîn", "Afrin"),
        ("Nqeir", "Nuqayr"),
        ("Albukamal", "Al Bukamal"),
        ("New York", "Nueva York"),
        ("Western Ghariyah", "Al Ghariyah al Gharbiyah"),
        ("Kivu du Nord", "North Kivu"),
        ("gare de Kramatorsk", "Kramatorsk"),
        ("Sharaf village", "Sharaf"),
        ("Al Bab (city)", "Al-Bab"),
        ("aéroport d'Alep", "Alep"),
        ("مخيم اليرموك", "Yarmouk"),
    ],
)
def test_names_meet_by_sound_across_scripts(one: str, other: str) -> None:
    assert set(asked_keys(one)) & set(sound_keys(other)) or set(asked_keys(other)) & set(sound_keys(one))
    assert max(likeness(one, other), likeness(other, one)) >= 0.7


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Homs", "Hamas"),
        ("Mali", "Malte"),
        ("Tours", "Tyr"),
        ("Gao", "Goma"),
        ("Niger", "Nigeria"),
        ("Oman", "Amman"),
        ("Eastern Ghouta", "Western Ghouta"),
    ],
)
def test_different_places_keep_different_keys(one: str, other: str) -> None:
    assert not set(sound_keys(one)) & set(sound_keys(other))


@pytest.mark.parametrize(("one", "other"), [("باخموت", "Bikhmat"), ("ترهونة", "Tirhan")])
def test_vowels_tell_names_of_one_key_apart(one: str, other: str) -> None:
    assert likeness(one, other) < 0.8


@pytest.mark.parametrize("name", ["東京", "서울", "", "-", "!!", "  ", "\ud800"])
def test_what_cannot_be_read_has_no_key(name: str) -> None:
    assert sound_keys(name) == asked_keys(name) == ()


@given(LETTERS)
def test_keys_are_stable_under_marks_case_and_repetition(name: str) -> None:
    assert normalised_key(name.replace("'", "’")) == normalised_key(name.replace("’", "'"))
    assert exact_key(exact_key(name)) == exact_key(name)
    assert normalised_key(f"  {name} ") == normalised_key(name)


@given(st.text())
def test_normalising_twice_changes_nothing(name: str) -> None:
    key = normalised_key(name)
    assert normalised_key(key) == key
    assert exact_key(exact_key(name)) == exact_key(name)


@given(st.text())
def test_each_step_leaves_alone_what_it_has_done(name: str) -> None:
    for step in STEPS:
        name = step(name)
        assert step(name) == name


@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyzéèïô -'", max_size=30))
def test_case_never_counts(name: str) -> None:
    assert normalised_key(name.upper()) == normalised_key(name)
    assert sound_keys(name.upper()) == sound_keys(name)


@given(st.text(alphabet="abdehiklmnorstuyz ابحلدرزعيو хараків", max_size=20))
def test_accents_and_marks_never_count_in_what_is_heard(name: str) -> None:
    marked = "".join(char + "\u0301" if char in "aeiou" else char for char in name)
    assert set(sound_keys(name)) <= set(sound_keys(marked))
    assert set(sound_keys(name)) <= set(sound_keys(name.replace("a", "a\u064e")))


@given(st.text(max_size=40))
def test_any_text_has_keys_that_are_asked_for(name: str) -> None:
    kept, asked = sound_keys(name), asked_keys(name)
    assert asked[: len(kept)] == kept
    assert all(asked) and len(asked) == len(set(asked))
    assert all(way.isascii() for way in romanised(normalised_key(name)))
    assert parted(normalised_key(name)).base or not normalised_key(name)


@given(st.text(max_size=20), st.text(max_size=20))
def test_likeness_is_a_share_and_whole_only_of_one_name(one: str, other: str) -> None:
    assert 0.0 <= likeness(one, other) <= 1.0
    assert likeness(one, one) == 1.0
