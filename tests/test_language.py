"""The language of real and difficult texts."""

from __future__ import annotations

import pytest

from eventgeo.text.language import SUPPORTED, UNKNOWN, LanguageGuess, detect_language

CASES = [
    ("fr", "Les combats ont repris dimanche autour d'Al-Boukamal, a indiqué une source militaire."),
    ("fr", "Frappe aérienne sur un marché de Saada"),
    ("fr", "LES REBELLES PRENNENT LA VILLE DE GOMA"),
    ("fr", "« Nous avons fui à pied », raconte Fatoumata, réfugiée à Bol."),
    ("en", "Shelling killed five civilians in the village of Kafr Nabl on Sunday, activists said."),
    ("en", "Air strike on a market in Saada"),
    ("es", "Al menos diez personas murieron en un ataque contra un puesto militar en el Cauca."),
    ("de", "Bei einem Angriff auf einen Militärposten sind mindestens zehn Menschen getötet worden."),
    ("ar", "قتل عشرة أشخاص في قصف استهدف سوقا في مدينة صعدة"),
    ("ru", "В результате обстрела погибли десять человек, сообщили власти."),
    ("uk", "Унаслідок обстрілу загинули десятеро людей, повідомила влада."),
    ("zh", "周日，该市发生空袭，造成十人死亡。"),
]


@pytest.mark.parametrize(("lang", "text"), CASES)
def test_language_of_news(lang: str, text: str) -> None:
    assert detect_language(text).lang == lang


@pytest.mark.parametrize("text", ["", "   \n\t", "12:30", "…!?", "🎉🎉🎉", "\x00\x00", "a"])
def test_text_without_words_is_undetermined(text: str) -> None:
    assert detect_language(text) == LanguageGuess(lang=UNKNOWN, confidence=0.0)


def test_long_text_is_sampled_at_its_start_middle_and_end() -> None:
    text = "L'armée a repris la ville. " * 200_000
    assert len(text) > 5_000_000
    assert detect_language(text).lang == "fr"


def test_doubtful_headline_goes_to_a_supported_language_only_where_that_is_likely() -> None:
    assert detect_language("Marawi, dernier hectare").lang in SUPPORTED
    assert detect_language("Die Lage in Marawi bleibt nach den Kämpfen angespannt").lang == "de"


def test_confidence_is_a_probability_and_grows_with_text() -> None:
    short, long = detect_language("La ville"), detect_language("La ville est tombée aux mains des rebelles.")
    assert 0.0 <= short.confidence <= long.confidence <= 1.0


def test_other_users_of_py3langid_are_left_alone() -> None:
    import py3langid

    detect_language("Bonjour à tous")
    assert "br" in dict(py3langid.rank("Demat d'an holl"))
