"""Tokens with exact offsets, for French and English as they are written.

Elided articles and particles are tokens of their own ("l’", "d’", "qu’"), so that "d’Al-Boukamal" is two
tokens and "l’Irak" is two. Hyphenated words stay whole ("Al-Boukamal", "cessez-le-feu"), numbers keep their
separators ("3.000", "1,5"), and an English possessive ("Syria's") is split before the apostrophe.
"""

from __future__ import annotations

import re

from eventgeo.model import Token

_APOSTROPHES = "'’ʼʻ`´"
_ELISION = rf"(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu|quoiqu|presqu|aujourd)[{_APOSTROPHES}]"
_WORD = rf"[^\W_](?:[^\W_]|[\u0300-\u036f\u0640\u064b-\u065f\u0670]|[-‐‑{_APOSTROPHES}](?=[^\W_]))*"
_PATTERN = re.compile(
    rf"aujourd[{_APOSTROPHES}]hui"  # the one French word with an apostrophe inside
    rf"|(?<![^\W_]){_ELISION}(?=[^\W_])"
    r"|\d+(?:[.,\u00a0\u202f]\d+)*"
    r"|(?:[^\W\d_]\.){2,}"  # U.S., O.N.U.
    rf"|{_WORD}"
    r"|[^\w\s]|_",
    re.IGNORECASE,
)
_POSSESSIVE = re.compile(rf"[{_APOSTROPHES}]s$", re.IGNORECASE)
_STRAIGHTEN = str.maketrans(dict.fromkeys("’ʼʻ`´", "'") | dict.fromkeys("‐‑", "-"))


def normal_form(text: str) -> str:
    """Return `text` in lower case with straight apostrophes and plain hyphens; accents stay.

    Examples
    --------
    >>> normal_form("L’Élysée")
    "l'élysée"
    """
    return text.translate(_STRAIGHTEN).lower()


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
