"""Sentences: where they end, what they hold, and what becomes of text without ends."""

import pytest

from eventgeo.text.sentences import sentence_numbers, split_sentences

CLAUSE = "les rebelles ont pris Goma, l’armée a bombardé Sake, "


@pytest.mark.parametrize(
    ("text", "lang", "expected"),
    [
        ("M. Aoun part le 3 nov. 2017. Il revient.", "fr", ["M. Aoun part le 3 nov. 2017.", "Il revient."]),
        ("Gen. J. Smith left. He came back.", "en", ["Gen. J. Smith left.", "He came back."]),
        ("Titre sans point\nPremière phrase.", "fr", ["Titre sans point", "Première phrase."]),
        ("« Ils ont fui ! » dit-il.", "fr", ["« Ils ont fui ! » dit-il."]),
        (" \n\t ", "fr", []),
        ("Bogotá, 12 may (EFE).- Diez murieron.", "es", ["Bogotá, 12 may (EFE).-", "Diez murieron."]),
        (
            "BOGOTÁ, 3 de mayo (Reuters) - Cayó Toribío.",
            "es",
            ["BOGOTÁ, 3 de mayo (Reuters) - Cayó Toribío."],
        ),
        (
            "El Gral. Ruiz y el Sr. Díaz huyeron el 3 feb. 2003. ¿Adónde? ¡Nadie lo sabe!",
            "es",
            ["El Gral. Ruiz y el Sr. Díaz huyeron el 3 feb. 2003.", "¿Adónde?", "¡Nadie lo sabe!"],
        ),
        (
            "Cayó la zona núm. 3 a las 10 a.m. del lunes. La Dra. Ruiz, de EE. UU. y Ud. lo vieron.",
            "es",
            ["Cayó la zona núm. 3 a las 10 a.m. del lunes.", "La Dra. Ruiz, de EE. UU. y Ud. lo vieron."],
        ),
        ("هل قُصفت حلب؟ نعم. ثم عاد!", "ar", ["هل قُصفت حلب؟", "نعم.", "ثم عاد!"]),
        ("حلب::قصفت قرية؛ ثم هدأت.\nإدلب::لا جديد", "ar", ["حلب::قصفت قرية؛ ثم هدأت.", "إدلب::لا جديد"]),
        ("قال د. محمد إن القصف توقف. عاد الهدوء.", "ar", ["قال د. محمد إن القصف توقف.", "عاد الهدوء."]),
    ],
)
def test_sentences_end_where_a_reader_ends_them(text, lang, expected):
    assert [sentence.text for sentence in split_sentences(text, lang)] == expected


def test_text_without_ends_is_cut_at_its_marks():
    text = CLAUSE * 200
    sentences = split_sentences(text, "fr")
    assert len(sentences) > 1
    assert max(len(sentence.tokens) for sentence in sentences) <= 300
    assert all(sentence.text.endswith(",") for sentence in sentences)
    assert [sentence.index for sentence in sentences] == list(range(len(sentences)))
    assert "".join("".join(s.text.split()) for s in sentences) == "".join(text.split())


def test_words_without_marks_are_cut_all_the_same():
    sizes = [len(sentence.tokens) for sentence in split_sentences("Alep " * 700, "fr")]
    assert sizes == [300, 300, 100]


def test_every_span_is_in_the_sentence_of_its_number():
    sentences = split_sentences("Raid sur Alep. Il fuit. Fin.", "fr")
    tokens = [token for sentence in sentences for token in sentence.tokens]
    numbers = sentence_numbers(tokens, sentences)
    assert [sentences[number].tokens.count(token) for token, number in zip(tokens, numbers, strict=True)] == [
        1
    ] * len(tokens)
