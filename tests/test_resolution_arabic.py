"""Arabic names: particles that are written on them, and Latin names that they sound like."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventgeo.gazetteer import SqliteGazetteer
from eventgeo.gazetteer.arabic import keys_of_arabic, likeness_across, romanised
from eventgeo.gazetteer.names import normalised_key, transliteration_key
from eventgeo.resolution import RuleResolver
from eventgeo.resolution.particles import names_meant, without_particles
from test_resolution import read_tags

ARABIC = st.text(alphabet="ابتثجحخدذرزسشصضطظعغفقكلمنهويةىأإآء ", max_size=20)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("قصف [بحلب] أمس", ["حلب"]),
        ("عاد [للرقة] ثم [والحسكة]", ["الرقة", "الحسكة"]),
        ("[خطاب] [وخطاب]", ["خطاب", "خطاب"]),
        ("من [بيروت] و[لبنان] إلى [واشنطن]، [وهران]", ["بيروت", "لبنان", "واشنطن", "وهران"]),
        (
            "قرى [ميزناز] [وكفرغان]، [وميزناز]",
            ["ميزناز", "كفرغان", "ميزناز"],
        ),  # known by the list, or the text
        ("عند [والموزرة] قصف", ["الموزرة"]),  # no name begins with a conjunction and the article
        ("في [فافرتين]، [فافرتين]", ["فافرتين", "فافرتين"]),
        ("[كبينة]", ["كبينة"]),  # "ك" is seldom a particle of a place
    ],
)
def test_particles_are_taken_off_names(gazetteer: SqliteGazetteer, text: str, expected: list[str]) -> None:
    assert list(names_meant(read_tags(text, "ar"), gazetteer)) == expected


def test_other_languages_have_no_particles(gazetteer: SqliteGazetteer) -> None:
    tags = read_tags("[Bamako], [Lyon], [Kano]", "es")
    assert names_meant(tags, gazetteer) == ("Bamako", "Lyon", "Kano")


def test_the_reason_says_what_was_taken_off(gazetteer: SqliteGazetteer) -> None:
    (aleppo,) = RuleResolver(gazetteer).resolve(read_tags("قصف [بحلب]", "ar"))
    assert "حلب without the particles of بحلب" in aleppo.reason
    assert aleppo.toponym.text == "بحلب"


@pytest.mark.parametrize(
    ("arabic", "latin"),
    [
        ("باخموت", "Bakhmut"),
        ("كوبيانسك", "Kupyansk"),
        ("تشاسيف يار", "Chasiv Yar"),
        ("كفرنوران", "Kafr Nuran"),
        ("معرة النعمان", "Maarrat an Numan"),
        ("ترهونة", "Tarhuna"),
    ],
)
def test_an_arabic_name_meets_a_latin_one_by_its_consonants(arabic: str, latin: str) -> None:
    assert transliteration_key(latin) in keys_of_arabic(normalised_key(arabic))
    assert likeness_across(normalised_key(arabic), normalised_key(latin)) >= 0.7


@pytest.mark.parametrize(("arabic", "latin"), [("باخموت", "Bikhmat"), ("ترهونة", "Tirhan")])
def test_long_vowels_tell_names_of_one_key_apart(arabic: str, latin: str) -> None:
    assert likeness_across(normalised_key(arabic), normalised_key(latin)) < 0.7


@pytest.mark.parametrize("name", ["حلب", "قم", "إدلب", "Alep", "", "Харків"])
def test_short_names_and_other_letters_have_no_such_key(name: str) -> None:
    assert keys_of_arabic(normalised_key(name)) == ()


@given(ARABIC)
def test_any_arabic_name_can_be_romanised_and_loses_no_more_than_particles(name: str) -> None:
    normalised = normalised_key(name)
    assert romanised(normalised).isascii()
    assert all(len(form) < len(name) + 1 and form != name for form in without_particles(name, "ar"))
