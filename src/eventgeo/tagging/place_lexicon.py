"""The words that tell place names, read from ``lexicons/<lang>/{places,place_names,not_places}.toml``."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from babel import Locale

from eventgeo.datafiles import read_toml
from eventgeo.model import KINDS, Kind, Token
from eventgeo.tagging.actors_register import actor_rows
from eventgeo.tagging.inflection import load_inflector
from eventgeo.text.demonyms import demonyms
from eventgeo.text.tokens import tokenize

_ARABIC_HYPHEN = re.compile(r"(?<=\b[AaEe][lzsnrd])-(?=\w)")
_UNIONS_AND_TESTS = ("EU", "EZ", "QO", "UN", "XA", "XB", "ZZ")
_TERRITORIES = (  # the texts call them by their own name, and no state is meant
    "AX", "BL", "BV", "CP", "CQ", "DG", "EA", "GF", "GG", "GI", "GP", "HK", "IC", "IM", "JE", "MF",
    "MO", "MQ", "NC", "PF", "PM", "PS", "RE", "SJ", "TA", "TF", "UM", "WF", "YT",
)  # fmt: skip
_NO_COUNTRIES = frozenset((*_UNIONS_AND_TESTS, *_TERRITORIES))
_ARMED_GROUPS = ("jihadist", "militia", "rebel")
_STATE_NAME = re.compile(r"\bR[eé]publi(?:c|que)\b")
_NO_CLASSES: frozenset[str] = frozenset()


@lru_cache(maxsize=65_536)
def fold(norm: str) -> str:
    """Drop the accents of a word in lower case.

    Examples
    --------
    >>> fold("état")
    'etat'
    """
    if norm.isascii():
        return norm
    return "".join(c for c in unicodedata.normalize("NFKD", norm) if not unicodedata.combining(c))


def _spellings(phrase: str) -> tuple[str, ...]:
    """Return `phrase`, and with "al-" written apart: "Jund al-Aqsa", "Jund al Aqsa"."""
    return phrase, _ARABIC_HYPHEN.sub(" ", phrase)


@dataclass(frozen=True, slots=True, kw_only=True)
class PhraseTable:
    """Phrases of one or more words, each with a value; the longest that stands at a token is found.

    Accents are of no account. A phrase written with a capital is found only where the text has one too.
    """

    by_first: Mapping[str, tuple[tuple[tuple[str, ...], bool, str], ...]]

    @classmethod
    def of(cls, groups: Mapping[str, Iterable[str]]) -> PhraseTable:
        """Return a table of the phrases of `groups`, valued by the name of their group."""
        table: dict[str, list[tuple[tuple[str, ...], bool, str]]] = {}
        for value, phrases in groups.items():
            for phrase in dict.fromkeys(spelling for p in phrases for spelling in _spellings(p)):
                words = tuple(fold(token.norm) for token in tokenize(phrase))
                table.setdefault(words[0], []).append((words, phrase[0].isupper(), value))
        return cls(by_first={k: tuple(sorted(v, key=lambda e: -len(e[0]))) for k, v in table.items()})

    def match(self, tokens: Sequence[Token], at: int) -> tuple[int, str] | None:
        """Return (number of tokens, value) of the longest phrase at `at`, or None.

        Examples
        --------
        >>> table = PhraseTable.of({"region": ["Corne de l'Afrique", "Afrique"]})
        >>> table.match(tokenize("la Corne de l’Afrique"), 1)
        (4, 'region')
        >>> table.match(tokenize("la corne de l’Afrique"), 1) is None
        True
        """
        for words, capital, value in self.by_first.get(fold(tokens[at].norm), ()):
            if capital and not tokens[at].is_capitalised:
                continue
            end = at + len(words)
            if end <= len(tokens) and all(
                fold(token.norm) == word for token, word in zip(tokens[at + 1 : end], words[1:], strict=True)
            ):
                return len(words), value
        return None

    def kind_of(self, name: str) -> str | None:
        """Return the value of the phrase that is `name` as a whole, or None."""
        tokens = tokenize(name)
        found = self.match(tokens, 0) if tokens else None
        return found[1] if found and found[0] == len(tokens) else None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceLexicon:
    """All that the data files of one language say.

    ``classes`` maps a word in lower case to the lists it stands in, each named as in the files
    ("prepositions.strong", "words.calendar"); ``kind_nouns`` a noun to the kind of place it announces, None
    where it only says that a place follows ("tribunal de");
    ``nouns_follow`` tells whether that noun may stand after the name ("Idlib province").
    """

    classes: Mapping[str, frozenset[str]]
    kind_nouns: Mapping[str, Kind | None]
    names: PhraseTable
    not_places: PhraseTable
    affixes: Mapping[str, tuple[str, ...]]
    nouns_follow: bool = False

    def of(self, norm: str) -> frozenset[str]:
        """Return the lists that the word `norm` stands in.

        Examples
        --------
        >>> sorted(place_lexicon("fr").of("mardi"))
        ['words.calendar']
        """
        return self.classes.get(norm, _NO_CLASSES)


def _read(path: str) -> dict[str, Any]:
    return read_toml("tagging", f"lexicons/{path}")


def _countries(lang: str) -> list[str]:
    """Return the names of the countries in `lang`, after CLDR, without the territories of others."""
    territories: Mapping[str, str] = Locale(lang).territories
    names = [n for code, n in sorted(territories.items()) if len(code) == 2 and code not in _NO_COUNTRIES]
    return [part.strip(" )") for name in names for part in name.replace("’", "'").split("(")]


def _group_names(lang: str) -> list[str]:
    """Return the names of armed groups in the actor lexicon, but for acronyms and self-styled republics."""
    groups = (actor for _, actor in actor_rows() if actor["kind"] in _ARMED_GROUPS)
    names = (name for actor in groups for name in (*actor.get("any", ()), *actor.get(lang, ())))
    return [n for n in names if n[0].isupper() and not n.isupper() and not _STATE_NAME.search(n)]


@cache
def place_lexicon(lang: str) -> PlaceLexicon:
    """Return the lexicon of `lang`, read once."""
    cues, names, others = (_read(f"{lang}/{file}.toml") for file in ("places", "place_names", "not_places"))
    classes: dict[str, set[str]] = {}
    homonyms = _read(f"{lang}/homonyms.toml")["words"]
    for section, lists in [*cues.items(), *others.items(), ("words", homonyms)]:
        if section in ("kind_nouns", "names", "affixes", "verb_lemmas"):
            continue
        for key, words in lists.items():
            for word in words:
                classes.setdefault(word, set()).add(f"{section}.{key}")
    for key, lemmas in cues["verb_lemmas"].items():
        for lemma in lemmas:
            for form, features in load_inflector(lang).verb(lemma).items():
                names_of_form = [f"verbs.{key}", *([f"verbs.{key}_participle"] if "pp" in features else [])]
                classes.setdefault(form, set()).update(names_of_form)
    for word in (*demonyms(lang).national, *demonyms(lang).peoples, *others["words"]["peoples"]):
        classes.setdefault(word, set()).add("words.demonyms")
    for word in (name for culture in _read("given_names.toml").values() for name in culture):
        classes.setdefault(word, set()).add("persons.given")
    kinds: dict[str, Kind | None] = dict.fromkeys(cues["kind_nouns"]["any"])
    for kind in KINDS:
        for noun in cues["kind_nouns"].get(kind, ()):
            kinds.setdefault(noun, kind)
    return PlaceLexicon(
        classes={word: frozenset(found) for word, found in classes.items()},
        kind_nouns=kinds,
        names=PhraseTable.of(names | {"country": [*names["country"], *_countries(lang)]}),
        not_places=PhraseTable.of(others["names"] | {"actors": _group_names(lang)}),
        affixes={key: tuple(words) for key, words in cues["affixes"].items()},
        nouns_follow="after" in cues["name_heads"],
    )
