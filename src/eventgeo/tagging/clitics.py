"""The form in which a lexicon knows a word: one spelling, without what is written as one with it.

Arabic writes "and", "by", "the", "will" and object pronouns on the word itself ("وسيقصفونها", "and they will
shell it") and sets its alifs with a hamza or without. ``lexicons/<lang>/spelling.toml`` tells which letters
count as one and which particles may stand before and after a word; a language without the file is taken as it
is written.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from eventgeo.datafiles import is_there, read_toml

_LEAST = 2
"""Letters that must be left of a word."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Spelling:
    """Letters that stand for others, and the particles before verbs, before other words and after either.

    ``bound`` tells which letter a word has at its end where its last one is written otherwise before a
    particle ("سيطرة", but "سيطرتهم").
    """

    letters: Mapping[int, str]
    before_verbs: tuple[str, ...]
    before_nouns: tuple[str, ...]
    after: tuple[str, ...]
    bound: Mapping[str, str]

    def fold(self, word: str) -> str:
        """Return `word` with its letters as they are looked up.

        Examples
        --------
        >>> load_spelling("ar").fold("إغارة") == load_spelling("ar").fold("اغاره")
        True
        """
        return word.translate(self.letters)


@cache
def load_spelling(lang: str) -> Spelling | None:
    """Return the spelling of `lang`, None where words are looked up as they are written."""
    path = f"lexicons/{lang}/spelling.toml"
    if not is_there("tagging", path):
        return None
    table = read_toml("tagging", path)
    letters: dict[int, str] = str.maketrans(table["letters"])
    return Spelling(
        letters=letters,
        before_verbs=_folded(table["before_verbs"], letters),
        before_nouns=_folded(table["before_nouns"], letters),
        after=_folded(table["after"], letters),
        bound={written.translate(letters): own.translate(letters) for written, own in table["bound"].items()},
    )


def _folded(particles: list[str], letters: Mapping[int, str]) -> tuple[str, ...]:
    return tuple(particle.translate(letters) for particle in particles)


class LookUp:
    """Leads from a written word to the word of a lexicon that it is; what it has led to it remembers."""

    def __init__(self, spelling: Spelling, verbs: frozenset[str], others: frozenset[str]) -> None:
        self._spelling = spelling
        self._verbs = verbs
        self._others = others
        self._any = verbs | others
        self._known: dict[str, str] = {}

    def form(self, norm: str) -> str:
        """Return the lexicon's form of `norm`; where it has none, `norm` with its letters folded."""
        found = self._known.get(norm)
        if found is None:
            if len(self._known) > 1 << 17:  # a long run over many texts: names and numbers fill it
                self._known.clear()
            found = self._known[norm] = self._find(self._spelling.fold(norm))
        return found

    def _find(self, word: str) -> str:
        if word in self._verbs or word in self._others:
            return word
        spelling = self._spelling
        return (
            _without_first(word, spelling.before_verbs, self._verbs)
            or _without_first(word, spelling.before_nouns, self._others)
            or self._without_last(word, self._any)
            or self._without_both(word, spelling.before_verbs, self._verbs)
            or self._without_both(word, spelling.before_nouns, self._others)
            or word
        )

    def _without_last(self, word: str, words: frozenset[str]) -> str:
        for particle in self._spelling.after:
            rest = word.removesuffix(particle)
            if rest == word or len(rest) < _LEAST:
                continue
            if rest in words:
                return rest
            own = self._spelling.bound.get(rest[-1])
            if own is not None and rest[:-1] + own in words:
                return rest[:-1] + own
        return ""

    def _without_both(self, word: str, particles: tuple[str, ...], words: frozenset[str]) -> str:
        for particle in particles:
            rest = word.removeprefix(particle)
            if rest != word and (found := self._without_last(rest, words)):
                return found
        return ""


def _without_first(word: str, particles: tuple[str, ...], words: frozenset[str]) -> str:
    for particle in particles:
        rest = word.removeprefix(particle)
        if rest != word and len(rest) >= _LEAST and rest in words:
            return rest
    return ""
