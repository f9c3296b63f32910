"""Tokens as the languages write them, and the form under which words are looked up."""

import pytest

from eventgeo.text.tokens import normal_form, tokenize


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # Spanish
        ("¿Quién atacó? ¡Nadie!", "¿ Quién atacó ? ¡ Nadie !"),
        ("El Sr. Díaz, de EE.UU., a las 10 a.m.", "El Sr . Díaz , de EE.UU. , a las 10 a.m."),
        ("las FF.AA. y la O.N.U.", "las FF.AA. y la O.N.U."),
        ("la zona núm. 3, 1.200 casas", "la zona núm . 3 , 1.200 casas"),
        ("#Alep #Jisr_alShughur", "# Alep # Jisr _ alShughur"),
        # Arabic
        ("قصف #سوريا و#جسر_الشغور", "قصف # سوريا و # جسر _ الشغور"),
        ("بحلب، والحسكة؛ للرقة؟", "بحلب ، والحسكة ؛ للرقة ؟"),
        ("قُتِلَ شخصٌ في محيـــط إدلب", "قُتِلَ شخصٌ في محيـــط إدلب"),
        ("١٬٢٠٠ منزل، ٣٫٥ كم", "١٬٢٠٠ منزل ، ٣٫٥ كم"),
        ("«حلب»: هدوء...", "« حلب » : هدوء . . ."),
    ],
)
def test_tokens(text: str, expected: str) -> None:
    tokens = tokenize(text, offset=7)
    assert [token.text for token in tokens] == expected.split()
    assert all(text[token.start - 7 : token.end - 7] == token.text for token in tokens)


@pytest.mark.parametrize(
    ("text", "expected"),
    [("قُتِلَ", "قتل"), ("محيـــط", "محيط"), ("الرقّة", "الرقة"), ("ـ", "ـ"), ("L’Élysée", "l'élysée")],
)
def test_vowel_signs_and_lengthening_are_of_no_account(text: str, expected: str) -> None:
    assert normal_form(text) == expected
