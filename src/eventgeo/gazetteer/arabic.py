"""Names in Arabic letters that meet names in Latin ones by their consonants ("باخموت", Bakhmut).

Arabic writes no short vowels, and no letter for p, v and hard g: the consonants alone are compared, in each
of the ways they may be meant, and long vowels tell how alike two names are.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from itertools import product

from eventgeo.datafiles import read_toml
from eventgeo.gazetteer.names import key_of_normalised, sound

_ARABIC = re.compile(r"[\u0620-\u064a ]+")
_ARTICLE_INSIDE = re.compile(r"(?<= )ال(?=..)")
_TIED = re.compile(r"h ")  # the feminine ending before another word is heard as t
_VOWELS = re.compile(r"[aiu]")
_VOWELS_BETWEEN = re.compile(r"(?<=[^aiu])[aiu]*(?=[^aiu])")
_SHORTEST_KEY = 4  # shorter keys keep their vowels, which Arabic does not write
_DOUBTFUL = 0.5
_MOST_LIKE = 0.9


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
    """Return the transliteration keys that an Arabic name may have in Latin letters; none if it is short.

    Examples
    --------
    >>> keys_of_arabic("باخموت"), keys_of_arabic("حلب")
    (('bkhmt', 'pkhmt'), ())
    """
    keys = (key_of_normalised(spelled) for spelled in _spellings(normalised))
    long = (
        key for key in keys if len(key.removeprefix("a")) >= _SHORTEST_KEY and not _VOWELS.search(key[1:])
    )
    return tuple(dict.fromkeys(way for key in long for way in _ways_to_read(key)))


def is_own_name(asked: str, own: str) -> bool:
    """Whether `asked` is a place's own name, be it in Arabic letters and the other in Latin ones.

    Both are normalised names.

    Examples
    --------
    >>> is_own_name("hama", "hama"), is_own_name("حماه", "hama"), is_own_name("حلب", "aleppo")
    (True, True, False)
    """
    if asked == own or asked.isascii() or not own.isascii():
        return asked == own
    latin = romanised(asked)
    return bool(latin) and _consonants(own) in _ways_to_read(_consonants(latin))


def _consonants(name: str) -> str:
    return _VOWELS.sub("", sound(name))


def _ways_to_read(consonants: str) -> tuple[str, ...]:
    """Return consonants of a name in Arabic letters in each of the ways they may be meant."""
    _, _, foreign = _tables()
    ways = ((letter, foreign[letter]) if letter in consonants else (letter,) for letter in foreign)
    readings = (dict(zip(foreign, way, strict=True)) for way in product(*ways))
    found = ("".join(reading.get(letter, letter) for letter in consonants) for reading in readings)
    return tuple(way for way in dict.fromkeys(found) if "gh" not in way)


def likeness_across(arabic: str, latin: str) -> float:
    """Return how alike an Arabic and a Latin normalised name of one key are, 0 to 1, by their vowels.

    A long vowel of the Arabic name asks for its like; where it writes none, a single short one may stand.

    Examples
    --------
    >>> likeness_across("باخموت", "bakhmut"), likeness_across("كوبيانسك", "kupyansk")
    (0.9, 0.9)
    >>> likeness_across("باخموت", "bikhmat")
    0.45
    """
    other = _VOWELS_BETWEEN.findall(sound(latin))
    heard = (_VOWELS_BETWEEN.findall(sound(spelled)) for spelled in _spellings(arabic))
    return max(
        (_share_that_fits(vowels, other) for vowels in heard if len(vowels) == len(other)), default=0.0
    )


def _spellings(normalised: str) -> tuple[str, ...]:
    latin = romanised(normalised)
    return tuple(dict.fromkeys((latin, _TIED.sub("t ", latin)))) if latin else ()


def _share_that_fits(heard: Sequence[str], other: Sequence[str]) -> float:
    fits = [_fit(long, short) for long, short in zip(heard, other, strict=True)]
    return round(_MOST_LIKE * sum(fits) / max(1, len(fits)), 3)


def _fit(long: str, short: str) -> float:
    if not long:
        return 1.0 if len(short) < 2 else _DOUBTFUL
    if not short:
        return _DOUBTFUL
    return 1.0 if set(long) & set(short) else 0.0
