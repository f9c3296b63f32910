"""Words that point to countries: what every table must keep to, and forms made by its endings."""

import pytest
from babel import Locale

from eventgeo.text.demonyms import demonyms


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_words_are_in_lower_case_and_countries_known(lang: str) -> None:
    known = Locale("en").territories
    for word, countries in demonyms(lang).pointing.items():
        assert word == word.lower()
        assert set(countries) <= set(known)


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_national_words_and_those_of_peoples_are_apart_and_both_point(lang: str) -> None:
    words = demonyms(lang)
    assert words.national.keys().isdisjoint(words.peoples)
    assert {*words.national, *words.peoples} <= words.pointing.keys()


@pytest.mark.parametrize(
    ("lang", "word", "countries"),
    [
        ("fr", "syriennes", ("SY",)),
        ("fr", "libyenne", ("LY",)),
        ("fr", "sud-africains", ("ZA",)),
        ("fr", "allemandes", ("DE",)),
        ("fr", "russes", ("RU",)),
        ("fr", "lettonne", ("LV",)),
        ("fr", "egyptienne", ("EG",)),
        ("fr", "éthiopiens", ("ET",)),
        ("fr", "nigériane", ("NG",)),
        ("fr", "nigérienne", ("NE",)),
        ("fr", "congolaises", ("CD", "CG")),
        ("en", "iraqis", ("IQ",)),
        ("en", "frenchmen", ("FR",)),
        ("en", "swiss", ("CH",)),
        ("en", "chinese", ("CN",)),
        ("en", "icelanders", ("IS",)),
    ],
)
def test_a_form_points_to_its_country(lang: str, word: str, countries: tuple[str, ...]) -> None:
    assert demonyms(lang).national[word] == countries


@pytest.mark.parametrize(("lang", "word", "country"), [("fr", "tchétchènes", "RU"), ("en", "houthis", "YE")])
def test_a_people_points_without_being_national(lang: str, word: str, country: str) -> None:
    words = demonyms(lang)
    assert words.of_one_country()[word] == country
    assert word not in words.national


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_a_word_of_two_countries_is_of_no_single_one(lang: str) -> None:
    assert {"congolais", "congolese"}.isdisjoint(demonyms(lang).of_one_country())
