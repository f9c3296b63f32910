"""Forms of words from their dictionary form, by tables a reader can check.

``lexicons/<lang>/inflection.toml`` holds paradigms: for verbs, which ending is cut off and which endings,
by feature, come instead; irregular verbs are written out, and stand for their prefixed kin ("reprendre" after
"prendre"). Features are those of :class:`eventgeo.model.Trigger`: inf, fin, fut, cond, subj, pp, ger, imp.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from eventgeo.datafiles import read_toml
from eventgeo.errors import ResourceError

VERB_FEATURES = ("inf", "fin", "fut", "cond", "subj", "pp", "ger", "imp")
_VOWELS = "aeiouyéèêا"
Forms = dict[str, frozenset[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Paradigm:
    """How one class of words makes its forms.

    A lemma belongs to it when it is listed in ``lemmas`` or ends in one of ``suffixes`` (and, where it names
    any, begins with one of ``begins``). ``cut`` is taken off and each ending put on; an ending that starts
    with ``*`` goes on the strong stem, whose last vowel is ``strong`` ("libér-" → "libèr-"), or whose last
    consonant is doubled where ``strong`` is ``double``. An ending with ``-`` has a beginning too ("ي-ون"),
    which comes where the stem's ``first`` letters were.
    """

    suffixes: tuple[str, ...]
    lemmas: frozenset[str]
    cut: str
    strong: str
    begins: tuple[str, ...]
    first: int
    endings: Mapping[str, tuple[str, ...]]

    def forms(self, lemma: str) -> Forms:
        """Return every form of `lemma` with the features it can have."""
        stem = lemma[: len(lemma) - len(self.cut)] if self.cut else lemma
        strong_stem = _strengthen(stem, self.strong) if self.strong else stem
        found: dict[str, set[str]] = {}
        for feature, endings in self.endings.items():
            for ending in endings:
                base = strong_stem if ending.startswith("*") else stem
                beginning, dash, end = ending.removeprefix("*").rpartition("-")
                form = beginning + base[self.first :] + end if dash else base + end
                found.setdefault(form, set()).add(feature)
        return {form: frozenset(features) for form, features in found.items()}


@dataclass(frozen=True, slots=True, kw_only=True)
class Inflector:
    """All paradigms of one language.

    Examples
    --------
    >>> french = load_inflector("fr")
    >>> sorted(french.verb("libérer")["libère"])
    ['fin', 'imp', 'subj']
    >>> sorted(french.verb("reprendre")["reprises"])
    ['pp']
    >>> sorted(french.noun("bombardement"))
    ['bombardement', 'bombardements']
    """

    lang: str
    verbs: tuple[Paradigm, ...]
    nouns: tuple[Paradigm, ...]
    adjectives: tuple[Paradigm, ...]
    irregular: Mapping[str, Forms]
    prefixed: tuple[str, ...]

    def verb(self, lemma: str) -> Forms:
        """Return form → features of a verb."""
        if lemma in self.irregular:
            return self.irregular[lemma]
        for base in self.prefixed:
            if lemma.endswith(base):
                head = lemma[: len(lemma) - len(base)]
                return {head + form: features for form, features in self.irregular[base].items()}
        return self._regular(self.verbs, lemma, "verb")

    def noun(self, lemma: str) -> tuple[str, ...]:
        """Return singular and plural of a noun."""
        return tuple(self._regular(self.nouns, lemma, "noun"))

    def adjective(self, lemma: str) -> tuple[str, ...]:
        """Return all forms of an adjective given in its masculine (or only) form."""
        return tuple(self._regular(self.adjectives, lemma, "adjective"))

    def _regular(self, paradigms: Sequence[Paradigm], lemma: str, kind: str) -> Forms:
        best, length = None, (-1, False)
        for paradigm in paradigms:
            if lemma in paradigm.lemmas:
                return paradigm.forms(lemma)
            if paradigm.begins and not lemma.startswith(paradigm.begins):
                continue
            for suffix in paradigm.suffixes:
                fit = (len(suffix), bool(paradigm.begins))
                if fit > length and lemma.endswith(suffix):
                    best, length = paradigm, fit
        if best is None:
            raise ResourceError(f"{self.lang}/inflection.toml: no {kind} paradigm fits {lemma!r}")
        return best.forms(lemma)


@cache
def load_inflector(lang: str) -> Inflector:
    """Read the paradigms of `lang` once.

    Raises
    ------
    ResourceError
        Where the language has no inflection table.
    """
    table = read_toml("tagging", f"lexicons/{lang}/inflection.toml")
    irregular: dict[str, Forms] = {}
    prefixed: list[str] = []
    for lemma, cells in table.get("irregular", {}).items():
        irregular[lemma] = _written_out(cells)
        if cells.get("prefixed"):
            prefixed.append(lemma)
    return Inflector(
        lang=lang,
        verbs=tuple(_paradigm(row) for row in table.get("verb", ())),
        nouns=tuple(_paradigm(row) for row in table.get("noun", ())),
        adjectives=tuple(_paradigm(row) for row in table.get("adjective", ())),
        irregular=irregular,
        prefixed=tuple(sorted(prefixed, key=len, reverse=True)),
    )


def _paradigm(row: Mapping[str, Any]) -> Paradigm:
    known = {"suffixes", "lemmas", "cut", "strong", "begins", "first"}
    return Paradigm(
        suffixes=tuple(row.get("suffixes", ())),
        lemmas=frozenset(row.get("lemmas", ())),
        cut=row.get("cut", ""),
        strong=row.get("strong", ""),
        begins=tuple(row.get("begins", ())),
        first=row.get("first", 0),
        endings={name: tuple(endings) for name, endings in row.items() if name not in known},
    )


def _written_out(cells: Mapping[str, Any]) -> Forms:
    found: dict[str, set[str]] = {}
    for feature in VERB_FEATURES:
        for form in cells.get(feature, "").split():
            found.setdefault(form, set()).add(feature)
    return {form: frozenset(features) for form, features in found.items()}


def _strengthen(stem: str, strong: str) -> str:
    if strong == "double":
        return stem + stem[-1]
    for at in range(len(stem) - 1, -1, -1):
        if stem[at] in _VOWELS:
            return stem[:at] + strong + stem[at + 1 :]
    return stem
