"""Arabic names: the particles that are written as one with them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventgeo.gazetteer import SqliteGazetteer
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


@given(ARABIC)
def test_particles_are_taken_off_and_no_more(name: str) -> None:
    assert all(len(form) < len(name) + 1 and form != name for form in without_particles(name, "ar"))
