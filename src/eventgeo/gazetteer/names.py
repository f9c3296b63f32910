"""Forms of a name under which it is looked up, from close to far.

:func:`exact_key` keeps letters and case; :func:`normalised_key` forgets case, accents, apostrophes, hyphens,
articles in front and ways to write "Saint"; :func:`transliteration_key` forgets also what French, English and
local habits of romanisation do differently. The lists and rules are data, in ``data/normalisation.toml`` and
``data/transliteration.toml``.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Callable
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

_CONSONANTS_FOR_SKELETON = 4
_VOWELS = str.maketrans("", "", "aeiouy")


@cache
def _data(name: str) -> dict[str, Any]:
    return tomllib.loads((files("eventgeo.gazetteer") / "data" / name).read_text(encoding="utf-8"))


@cache
def _marks() -> dict[int, str]:
    data = _data("normalisation.toml")
    return str.maketrans(dict.fromkeys(data["apostrophes"], "'") | dict.fromkeys(data["hyphens"], "-"))


@cache
def _letters() -> dict[int, str]:
    # The decomposed accents are dropped in the same pass as the letters that Unicode leaves whole.
    accents = dict.fromkeys(range(768, 880), "")
    harakat = dict.fromkeys((*range(1552, 1563), *range(1611, 1632), 1648), "")
    return accents | harakat | str.maketrans(_data("normalisation.toml")["letters"])


@cache
def _articles() -> frozenset[str]:
    return frozenset(word for words in _data("normalisation.toml")["articles"].values() for word in words)


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
    """Drop case and accents, Latin and Arabic.

    Examples
    --------
    >>> fold_letters("Deïr Ḩāfir"), fold_letters("ŁÓDŹ"), fold_letters("إِدلـب")
    ('deir hafir', 'lodz', 'ادلب')
    """
    if text.isascii():
        return text.lower()
    return unicodedata.normalize("NFKD", text.casefold()).translate(_letters())


def split_words(text: str) -> list[str]:
    """Part `text` at blanks and hyphens and after l'; drop apostrophes, full stops and brackets.

    Examples
    --------
    >>> split_words("l'al-qa'im (district)"), split_words("n'djamena"), split_words("u.s.")
    (['l', 'al', 'qaim', 'district'], ['ndjamena'], ['us'])
    """
    if text.startswith("l'"):
        text = "l " + text[2:]
    return text.translate(_PUNCTUATION).split()


_PUNCTUATION = str.maketrans(dict.fromkeys('-/,;:()[]"«»&', " ") | dict.fromkeys("'.", ""))


def unify_words(words: list[str]) -> list[str]:
    """Write Saint, Sainte, Mont and the like in one way.

    Examples
    --------
    >>> unify_words(["saint", "denis"])
    ['st', 'denis']
    """
    known = _words()
    return [known.get(word, word) for word in words]


def drop_articles(words: list[str]) -> list[str]:
    """Drop the articles in front, but never the whole name; the Arabic script's al- too.

    Examples
    --------
    >>> drop_articles(["al", "bab"]), drop_articles(["la", "la"]), drop_articles(["الرقه"])
    (['bab'], ['la'], ['رقه'])
    """
    articles = _articles()
    start = 0
    while start < len(words) - 1 and words[start] in articles:
        start += 1
    words = words[start:]
    if words and words[0].startswith("ال") and len(words[0]) > 4:
        return [words[0][2:], *words[1:]]
    return words


def exact_key(name: str) -> str:
    """Return `name` with unified marks: case and accents count.

    Examples
    --------
    >>> exact_key("Saint–Denis") == exact_key("Saint-Denis"), exact_key("PAU") == exact_key("Pau")
    (True, False)
    """
    return unify_marks(name)


@cache
def _joined() -> frozenset[str]:
    return frozenset(word for words in _data("normalisation.toml")["joined"].values() for word in words)


def join_words(words: list[str]) -> list[str]:
    """Write a word that only begins names as one with what it begins.

    Examples
    --------
    >>> join_words(["كفر", "نبل"]), join_words(["kafr", "nabl"])
    (['كفرنبل'], ['kafr', 'nabl'])
    """
    if len(words) > 1 and words[0] in _joined():
        return ["".join(words[:2]), *words[2:]]
    return words


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
    return " ".join(join_words(drop_articles(unify_words(split_words(fold_letters(unify_marks(name)))))))


def with_glued_article(name: str, normalised: str) -> tuple[str, ...]:
    """Return the normalised name, and for an Arabic al- in front also the form written as one with it.

    Examples
    --------
    >>> with_glued_article("Al Bukamal", "bukamal"), with_glued_article("Bab", "bab")
    (('bukamal', 'albukamal'), ('bab',))
    """
    if name[:2] in ("Al", "El", "al", "el") and name[2:3] in (" ", "-"):
        return normalised, name[:2].lower() + normalised
    return (normalised,)


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


Rule = Callable[[str], str]


@cache
def _rules() -> tuple[Rule, ...]:
    def literal(find: str, put: str) -> Rule:
        return lambda text: text.replace(find, put)

    def regular(pattern: str, put: str) -> Rule:
        substitute = re.compile(pattern).sub
        return lambda text: substitute(put, text)

    return tuple(
        literal(rule["find"], rule["put"]) if "find" in rule else regular(rule["pattern"], rule["put"])
        for rule in _data("transliteration.toml")["rule"]
    )


@lru_cache(maxsize=65536)
def sound(normalised: str) -> str:
    """Return a normalised name as it is heard, roughly: habits of romanisation undone.

    Examples
    --------
    >>> sound("deir ezzor"), sound("dayr az zawr"), sound("rakka")
    ('dirzur', 'dirzur', 'rak')
    """
    for rule in _rules():
        normalised = rule(normalised)
    return normalised


def transliteration_key(name: str) -> str:
    """Return the form that romanisations of one name share: its sound, or its consonants where it has many.

    Short names keep their vowels, or too many would meet. Names without Latin letters have no such key.

    Examples
    --------
    >>> transliteration_key("Al-Boukamal") == transliteration_key("Al Bukamāl")
    True
    >>> transliteration_key("Jarablous") == transliteration_key("Djarabulus") == "grbls"
    True
    >>> transliteration_key("Kharkiv") == transliteration_key("Kharkov")
    True
    >>> transliteration_key("حلب")
    ''
    """
    return key_of_normalised(normalised_key(name))


@lru_cache(maxsize=65536)
def key_of_normalised(normalised: str) -> str:
    """Return the transliteration key of a name already normalised."""
    if not normalised.isascii():
        return ""
    heard = sound(normalised)
    bones = heard.translate(_VOWELS)
    if len(bones) < _CONSONANTS_FOR_SKELETON:
        return heard
    return ("a" if heard[0] in "aiu" else "") + bones


def likeness(one: str, other: str) -> float:
    """Return how alike two normalised names are, 0 to 1: the mean for their letters and for their sounds.

    Examples
    --------
    >>> likeness("jarablous", "jarabulus"), likeness("gossi", "jos")
    (0.771, 0.6)
    """
    return round((_shared_pairs(one, other) + _shared_pairs(sound(one), sound(other))) / 2, 3)


def _shared_pairs(one: str, other: str) -> float:
    """Return the share of letter pairs, the ends of the words counted in, that two words have in common."""
    if one == other:
        return 1.0
    pairs = {f"^{one}$"[at : at + 2] for at in range(len(one) + 1)}
    others = {f"^{other}$"[at : at + 2] for at in range(len(other) + 1)}
    return 2 * len(pairs & others) / (len(pairs) + len(others))
