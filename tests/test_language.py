"""The language of real and difficult texts."""

from __future__ import annotations

from pathlib import Path

import pytest

from eventgeo.datafiles import read_toml
from eventgeo.pipeline import Pipeline
from eventgeo.tagging.reader.tagger import LANGUAGES
from eventgeo.text.language import (
    SUPPORTED,
    UNKNOWN,
    LanguageGuess,
    LanguageWarning,
    detect_language,
)

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


HEADLINES = {
    "en": (
        "Rebels captured Goma.|Taliban seize Kunduz|Rebels seize airport|Boko Haram kills 12|"
        "M23 enters Bukavu|Hamas frees hostages|Militants attack Maiduguri|Clashes erupt in Khartoum|"
        "Army retakes Palmyra|Gunmen abduct students in Zamfara|Shelling in Donetsk|ISIS claims blast"
    ),
    "fr": (
        "Raid sur Idlib|Kidal tombe|Goma est tombée.|Combats à Kidal|Le M23 prend Bukavu|Frappes à Gaza|"
        "Boko Haram tue 12 civils|Alep bombardée|Soldats tués au Mali|Tirs de roquettes sur Sderot|"
        "Prise d’otages à Bamako|Daech revendique l'attentat|Les talibans entrent dans Kunduz"
    ),
    "de": (
        "Rebellen erobern Goma|Taliban nehmen Kundus ein|Luftangriff auf Krankenhaus|Anschlag in Kabul|"
        "Zwölf Tote bei Angriff in Mali|Die Lage in Marawi bleibt nach den Kämpfen angespannt"
    ),
    "es": "Ataque en Cauca deja diez muertos|El ejército recupera la ciudad|Mueren doce soldados en Goma",
    "it": "I ribelli conquistano Goma|Attacco a Kabul, dodici morti|Esercito riprende la città di Palmira",
    "nl": "Rebellen veroveren Goma|Twaalf doden bij aanslag in Kabul|Leger herovert de stad Palmyra",
    "pt": "Exército retoma cidade|Rebeldes tomam a cidade de Goma",
    "tr": "Taliban Kunduz'u ele geçirdi|Ordu kenti geri aldı|Bombalı saldırıda on kişi öldü",
}  # fmt: skip


@pytest.mark.parametrize(
    ("lang", "headline"), [(lang, text) for lang, texts in HEADLINES.items() for text in texts.split("|")]
)
def test_headline_of_few_words(lang: str, headline: str) -> None:
    assert detect_language(headline).lang == lang


NEAR_RELATIVES = {
    "es": (
        "Explosión en Bogotá|Tiroteo en Culiacán|Choques en Jartum|Cae Mariúpol|Alto el fuego en Siria|"
        "Matan a líder social en Tumaco|Rebeldes hutíes atacan Adén|Policía dispersa manifestación en Quito|"
        "Éxodo en Nagorno Karabaj|La guerrilla entregó las armas|Detenidos seis miembros del ELN"
    ),
    "pt": (
        "Ataque em Cabo Delgado deixa dez mortos|Explosão em Cabul mata doze|Protestos em Luanda|"
        "Insurgentes atacam aldeia em Palma|Homens armados sequestram alunos na Nigéria|Combates em Cartum"
    ),
    "ca": (
        "L'exèrcit recupera la ciutat|Un atac a Kabul deixa deu morts|Explosió al centre de Beirut|"
        "Els rebels prenen la ciutat de Goma|Detinguts sis membres d'una cèl·lula gihadista"
    ),
    "gl": (
        "O exército recupera a cidade|Os rebeldes toman a cidade de Goma|Detidos seis membros dunha célula|"
        "Unha explosión en Beirut causa feridos"
    ),
    "ar": (
        "قصف على حلب|مقتل عشرة جنود|انفجار في كابول|احتجاجات في بغداد|سقوط الفاشر|تفجير سيارة مفخخة|"
        "#سوريا قصف #حلب|إدلب: قصف مدفعي|هجوم انتحاري في مقديشو|روسيا تقصف كييف"
    ),
    "fa": (
        "ده کشته در انفجار کابل|طالبان قندوز را گرفت|حملات اسرائیل به غزه|اعتراضات در اصفهان|"
        "نیروهای سوری وارد حلب شدند|سربازان کشته شدند"
    ),
    "ur": (
        "کابل میں دھماکا، دس ہلاک|کراچی میں فائرنگ|اسرائیل کی غزہ پر بمباری|لاہور میں احتجاج|"
        "کوئٹہ دھماکے میں 5 افراد جاں بحق"
    ),
    "ps": "په کابل کې چاودنه|طالبانو کندز ونیو",
}  # fmt: skip


@pytest.mark.parametrize(
    ("lang", "headline"),
    [(lang, text) for lang, texts in NEAR_RELATIVES.items() for text in texts.split("|")],
)
def test_language_is_told_from_its_near_relatives(lang: str, headline: str) -> None:
    assert detect_language(headline, supported=LANGUAGES).lang == lang


def test_doubtful_headline_goes_to_a_supported_language() -> None:
    assert detect_language("Marawi, dernier hectare").lang in SUPPORTED
    assert detect_language("Leger valt stad aan", supported=["nl"]).lang == "nl"


def test_warning_names_the_file_and_what_helps(tmp_path: Path) -> None:
    path = tmp_path / "tweets.csv"
    path.write_text("text\n12:30 …\nAnschlag in Kabul\nRebels captured Goma.\n", "utf-8")
    with pytest.warns(LanguageWarning) as warned:
        tables = Pipeline().extract(path)
    untold, foreign = (str(warning.message) for warning in warned)
    assert f"({path}, line 2): no language can be told" in untold
    assert f"({path}, line 3): language 'de' is not read (only fr, en, es, ar)" in foreign
    assert foreign.endswith("if it is one of these, say so, as in lang='fr'")
    assert tables.events["event_type"].tolist() == ["capture"]
    with pytest.warns(LanguageWarning) as warned:
        Pipeline().extract({"text": "Anschlag in Kabul", "lang": "de"})
    assert "say so" not in str(warned[0].message)


def test_words_are_listed_once_in_lower_case() -> None:
    for lang, text in read_toml("text", "language_words.toml").items():
        words = text.split()
        assert len(words) == len(set(words)), (lang, [word for word in words if words.count(word) > 1])
        assert text == text.lower()


def test_confidence_is_a_probability_and_grows_with_text() -> None:
    short, long = detect_language("La ville"), detect_language("La ville est tombée aux mains des rebelles.")
    assert 0.0 <= short.confidence <= long.confidence <= 1.0


def test_other_users_of_py3langid_are_left_alone() -> None:
    import py3langid

    detect_language("Bonjour à tous")
    assert "br" in dict(py3langid.rank("Demat d'an holl"))
