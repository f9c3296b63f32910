"""Tokens with exact offsets, for French, English, Spanish and Arabic as they are written.

Elided articles and particles are tokens of their own ("l’", "d’", "qu’"), so that "d’Al-Boukamal" is two
tokens and "l’Irak" is two. Hyphenated words stay whole ("Al-Boukamal", "cessez-le-feu"), numbers keep their
separators ("3.000", "1,5"), and an English possessive ("Syria's") is split before the apostrophe. Arabic
particles written as one with a word stay on it ("بحلب"), marks of either language stand alone ("¿", "،"),
and so do "#" and "_" of a hashtag.
"""

from __future__ import annotations

import re

from eventgeo.model import Token

_APOSTROPHES = "'’ʼʻ`´"
_ELISION = rf"(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu|quoiqu|presqu|aujourd)[{_APOSTROPHES}]"
_VOWEL_SIGNS = r"\u0610-\u061a\u064b-\u065f\u0670"  # Arabic
_WORD = rf"[^\W_](?:[^\W_]|[\u0300-\u036f{_VOWEL_SIGNS}]|[-‐‑{_APOSTROPHES}](?=[^\W_]))*"
_PATTERN = re.compile(
    rf"aujourd[{_APOSTROPHES}]hui"  # the one French word with an apostrophe inside
    rf"|(?<![^\W_]){_ELISION}(?=[^\W_])"
    r"|\d+(?:[.,٫٬\u00a0\u202f]\d+)*"
    r"|(?:[^\W\d_]\.){2,}"  # U.S., O.N.U.
    r"|(?-i:([A-Z])\1\.([A-Z])\2\.)"  # EE.UU.
    rf"|{_WORD}"
    r"|[^\w\s]|_",
    re.IGNORECASE,
)
_POSSESSIVE = re.compile(rf"[{_APOSTROPHES}]s$", re.IGNORECASE)
_LENGTHENING = "\u0640"  # the Arabic tatweel
_NOT_READ = (*range(0x0610, 0x061B), *range(0x064B, 0x0660), 0x0670, ord(_LENGTHENING))
_STRAIGHTEN = str.maketrans(dict.fromkeys("’ʼʻ`´", "'") | dict.fromkeys("‐‑", "-")) | dict.fromkeys(
    _NOT_READ, ""
)


def normal_form(text: str) -> str:
    """Return `text` in lower case with straight apostrophes and plain hyphens; accents stay.

    Arabic vowel signs and lengthening strokes, which writers set or leave out as they like, do not.

    Examples
    --------
    >>> normal_form("L’Élysée"), normal_form("قُتِلَ")
    ("l'élysée", 'قتل')
    """
    return text.translate(_STRAIGHTEN).lower() or text


def tokenize(text: str, offset: int = 0) -> tuple[Token, ...]:
    """Split `text` into tokens.

    Parameters
    ----------
    text : str
    offset : int, default 0
        Added to every start and end: the place of `text` in its document.

    Returns
    -------
    tuple of Token
        In text order; white space belongs to none.

    Examples
    --------
    >>> [t.text for t in tokenize("l’armée d’Al-Boukamal, le 3 nov.")]
    ['l’', 'armée', 'd’', 'Al-Boukamal', ',', 'le', '3', 'nov', '.']
    >>> [t.text for t in tokenize("Syria's U.S. envoy")]
    ['Syria', "'s", 'U.S.', 'envoy']
    >>> [t.text for t in tokenize("¿Ataque en EE.UU.?")]
    ['¿', 'Ataque', 'en', 'EE.UU.', '?']
    >>> [t.text for t in tokenize("قصف #جسر_الشغور، وحلب")]
    ['قصف', '#', 'جسر', '_', 'الشغور', '،', 'وحلب']
    >>> tokenize("")
    ()
    """
    found: list[Token] = []
    for match in _PATTERN.finditer(text):
        surface, start, end = match.group(), match.start() + offset, match.end() + offset
        possessive = _POSSESSIVE.search(surface) if len(surface) > 3 else None
        if possessive:
            cut = start + possessive.start()
            stem, mark = surface[: possessive.start()], surface[possessive.start() :]
            found.append(Token(start=start, end=cut, text=stem, norm=normal_form(stem)))
            found.append(Token(start=cut, end=end, text=mark, norm=normal_form(mark)))
        else:
            found.append(Token(start=start, end=end, text=surface, norm=normal_form(surface)))
    return tuple(found)
