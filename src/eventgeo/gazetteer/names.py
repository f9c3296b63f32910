"""One form for the spellings of a name: ordered steps, each of which undoes one habit of writing.

:func:`exact_key` keeps letters and case; :func:`normalised_key` forgets case, accents, marks, articles in
front and ways to write "Saint". What names sound like, in any script, is the subject of
:mod:`eventgeo.gazetteer.sounds`. The lists are data, in ``data/normalisation.toml``.
"""

from __future__ import annotations

import tomllib
import unicodedata
from collections.abc import Callable
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any


@cache
def _data(name: str) -> dict[str, Any]:
    return tomllib.loads((files("eventgeo.gazetteer") / "data" / name).read_text(encoding="utf-8"))


@cache
def _marks() -> dict[int, str]:
    data = _data("normalisation.toml")
    marks = dict.fromkeys(data["apostrophes"], "'") | dict.fromkeys(data["hyphens"], "-")
    lone_surrogates: dict[int, str] = dict.fromkeys(range(0xD800, 0xE000), "")
    spaces = dict.fromkeys(data["joiners"], " ") | dict.fromkeys(data["unseen"], "")
    return lone_surrogates | str.maketrans(marks | spaces)


@cache
def _letters() -> dict[int, str]:
    # The decomposed accents are dropped in the same pass as the letters that Unicode leaves whole.
    accents = dict.fromkeys(range(0x0300, 0x0370), "")
    points = dict.fromkeys((*range(0x0591, 0x05BE), 0x05BF, 0x05C1, 0x05C2, 0x05C4, 0x05C5, 0x05C7), "")
    harakat = dict.fromkeys((*range(0x0610, 0x061B), *range(0x064B, 0x0660), 0x0670), "")
    digits = {start + value: str(value) for start in (0x0660, 0x06F0) for value in range(10)}
    return accents | points | harakat | digits | str.maketrans(_data("normalisation.toml")["letters"])


@cache
def articles() -> frozenset[str]:
    """Return the articles that may stand in front of a name, whatever follows."""
    return frozenset(word for words in _data("normalisation.toml")["articles"].values() for word in words)


@cache
def _assimilated() -> frozenset[str]:
    data = _data("normalisation.toml")["assimilated"]
    return frozenset(fold_letters(word) for words in data.values() for word in words)


@cache
def joined_words() -> frozenset[str]:
    """Return the Arabic words that are written as one with what they begin."""
    return frozenset(word for words in _data("normalisation.toml")["joined"].values() for word in words)


@cache
def _words() -> dict[str, str]:
    return dict(_data("normalisation.toml")["words"])


def unify_marks(text: str) -> str:
    """Give apostrophes and hyphens one form each, and white space one blank.

    Examples
    --------
    >>> unify_marks("Al‑Qa’im ")
    "Al-Qa'im"
    """
    return " ".join(unicodedata.normalize("NFC", text).translate(_marks()).split())


def fold_letters(text: str) -> str:
    """Drop case, accents and vowel signs, and write letters of one value as one.

    Examples
    --------
    >>> fold_letters("Deïr Ḩāfir"), fold_letters("ŁÓDŹ"), fold_letters("إِدلـب"), fold_letters("Йўз")
    ('deir hafir', 'lodz', 'ادلب', 'иуз')
    """
    if text.isascii():
        return text.lower()
    # Twice: some letters have a small form only once they are taken apart.
    parts = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text.casefold()).casefold())
    return unicodedata.normalize("NFC", parts.translate(_letters()).translate(_marks()))


def part_words(text: str) -> str:
    """Part words at marks, hyphens and after l'; drop apostrophes, full stops and brackets.

    Examples
    --------
    >>> part_words("l'al-qa'im (district)"), part_words("n'djamena"), part_words("u.s.")
    ('l al qaim district', 'ndjamena', 'us')
    """
    if text.startswith("l'"):
        text = "l " + text[2:]
    return " ".join(text.translate(_PUNCTUATION).split())


_PARTING = '-/,;:()[]{}<>"«»“”„‹›&_،؛؟?!#@*+=%|~^$\\…·•\u05be\u05f3\u05f4'
_PUNCTUATION = str.maketrans(dict.fromkeys(_PARTING, " ") | dict.fromkeys("'.", ""))


def unify_words(text: str) -> str:
    """Write Saint, Mont, Tell, Deir and other words that begin many names in one way.

    Examples
    --------
    >>> unify_words("saint denis"), unify_words("deir hafir"), unify_words("hotel")
    ('st denis', 'dayr hafir', 'hotel')
    """
    known = _words()
    return " ".join([known.get(word, word) for word in text.split()])


def is_article(word: str, after: str) -> bool:
    """Whether a word is an article before another one; an assimilated Arabic one ends as that begins.

    Examples
    --------
    >>> is_article("al", "bab"), is_article("ar", "raqqah"), is_article("ash", "shadadi")
    (True, True, True)
    >>> is_article("en", "hod")
    False
    """
    return word in articles() or (word in _assimilated() and after.startswith(word[1:]))


def drop_articles(text: str) -> str:
    """Drop the articles in front, but never the whole name; the Arabic script's al- too.

    Examples
    --------
    >>> drop_articles("al bab"), drop_articles("la la"), drop_articles("الرقه")
    ('bab', 'la', 'رقه')
    """
    words = text.split()
    while len(words) > 1 and is_article(*words[:2]):
        del words[0]
    if text.isascii():
        return " ".join(words)
    if words and words[0].startswith(_AL) and len(words[0]) > 4 and not words[0].startswith(_AL, 2):
        words[0] = words[0][2:]
    return " ".join(words)


_AL = "ال"


def join_words(text: str) -> str:
    """Write an Arabic word that only begins names as one with what it begins.

    Examples
    --------
    >>> join_words("كفر نبل"), join_words("kafr nabl")
    ('كفرنبل', 'kafr nabl')
    """
    if text.isascii():
        return text
    first, _, rest = text.partition(" ")
    return first + rest if rest and first in joined_words() else text


Step = Callable[[str], str]
STEPS: tuple[Step, ...] = (unify_marks, fold_letters, part_words, unify_words, drop_articles, join_words)
"""What :func:`normalised_key` does, in this order; each step leaves alone what it has done already."""


@lru_cache(maxsize=65536)
def normalised_key(name: str) -> str:
    """Return the form that spellings of one name share within a language's habits.

    Examples
    --------
    >>> normalised_key("Al-Qā’im") == normalised_key("al qaim") == "qaim"
    True
    >>> normalised_key("Sainte-Geneviève"), normalised_key("St. Étienne"), normalised_key("L’Aquila")
    ('ste genevieve', 'st etienne', 'aquila')
    >>> normalised_key("كفر نُبّل") == normalised_key("كفرنبل")
    True
    >>> normalised_key("")
    ''
    """
    for step in STEPS:
        name = step(name)
    return name


def exact_key(name: str) -> str:
    """Return `name` with unified marks: case and accents count.

    Examples
    --------
    >>> exact_key("Saint–Denis") == exact_key("Saint-Denis"), exact_key("PAU") == exact_key("Pau")
    (True, False)
    """
    return unify_marks(name)


_FIRST_ARABIC = "\u0600"
_DIAERESIS = "\u0308"


def writes_more_accents(one: str, other: str) -> bool:
    """Whether `one` has accents that `other` lacks; the two dots of a French "ï" count for nothing.

    Nor does what Arabic writes above and below its letters.

    Examples
    --------
    >>> writes_more_accents("Hômè", "Home"), writes_more_accents("Menaka", "Ménaka")
    (True, False)
    >>> writes_more_accents("Qaïm", "Qa'im"), writes_more_accents("Łódź", "Lodz")
    (False, True)
    """
    return not one.isascii() and one < _FIRST_ARABIC and _accents(one) > _accents(other)


def _accents(text: str) -> int:
    letters = _letters()
    parts = unicodedata.normalize("NFKD", text.casefold())
    return sum(ord(char) in letters and char != _DIAERESIS for char in parts)


def is_part_of(one: str, other: str) -> bool:
    """Whether the words of `one` are some, but not all, of the words of `other`; both are normalised names.

    Examples
    --------
    >>> is_part_of("evin", "evin malmaison"), is_part_of("tripoli", "tripoli"), is_part_of("evi", "evin mal")
    (True, False, False)
    """
    words, others = set(one.split()), set(other.split())
    return words < others
