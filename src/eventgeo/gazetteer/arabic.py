"""Names in Arabic letters that meet names in Latin ones by their consonants ("باخموت", Bakhmut).

Arabic writes no short vowels, and no letter for p, v and hard g: the consonants alone are compared, in each
of the ways they may be meant, and long vowels tell how alike two names are.
"""

from __future__ import annotations

import re
from functools import cache
from itertools import product

from eventgeo.datafiles import read_toml
from eventgeo.gazetteer.names import key_of_normalised, sound

_ARABIC = re.compile(r"[\u0620-\u064a ]+")
_ARTICLE_INSIDE = re.compile(r"(?<= )ال(?=..)")
_CONSONANTS = re.compile(r"[^aiu]")
_SHORTEST_KEY = 4  # shorter keys keep their vowels, which Arabic does not write
_SHORT_OR_NONE, _ONE_MISSING, _OTHER = 1.0, 0.5, 0.2


@cache
def _tables() -> tuple[dict[str, str], dict[int, str], dict[str, str]]:
    data = read_toml("gazetteer", "data/arabic_letters.toml")
    return data["groups"], str.maketrans(data["letters"]), data["foreign"]


def romanised(normalised: str) -> str:
    """Return a normalised name in rough Latin letters; empty where it has others than Arabic ones.

    Examples
    --------
    >>> romanised("باخموت"), romanised("تشاسيف يار"), romanised("bakhmut")
    ('bakhmut', 'chasif iar', '')
    """
    if not _ARABIC.fullmatch(normalised):
        return ""
    groups, letters, _ = _tables()
    text = _ARTICLE_INSIDE.sub("", normalised)
    for group, put in groups.items():
        text = text.replace(group, put)
    return text.translate(letters)


def keys_of_arabic(normalised: str) -> tuple[str, ...]:
    """Return the transliteration keys that a name in Arabic letters may have in Latin ones; none if it is short.

    Examples
    --------
    >>> keys_of_arabic("باخموت"), keys_of_arabic("حلب")
    (('bkhmt', 'bghmt', 'pkhmt', 'pghmt'), ())
    """
    key = key_of_normalised(latin) if (latin := romanised(normalised)) else ""
    if len(key.removeprefix("a")) < _SHORTEST_KEY or set(key[1:]) & set("aiu"):
        return ()
    _, _, foreign = _tables()
    ways = [(letter, foreign[letter]) for letter in foreign if letter in key]
    return tuple(dict.fromkeys(key.translate(str.maketrans(dict(zip(foreign, chosen)))) for chosen in _choices(key)))
