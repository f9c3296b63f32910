"""Phrases as rule files write them, and an index that finds them among tokens.

A phrase is a row of elements, one a token: a word (``"selon"``), alternatives (``"de|d'"``), a beginning
(``"refus*"``: refuse, refusé, refusait …), an ending (``"*erait"``) or an element that may be missing
(``"(pas)"``). Words are in normal form, as :attr:`eventgeo.model.Token.norm` is.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeAlias, TypeVar

T = TypeVar("T")

_STEM_KEY = 3
"""Letters by which beginnings are indexed; shorter ones are keyed by what they have."""
_ENDING_KEY = 2
"""Letters by which endings are indexed; each must have as many."""
_MOST_WORDS = 20_000
"""Words of texts for which an index remembers what they open."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Element:
    """What one token of a phrase may be."""

    words: frozenset[str]
    beginnings: tuple[str, ...]
    endings: tuple[str, ...] = ()
    optional: bool = False

    def fits(self, norm: str) -> bool:
        """Say whether a token of that normal form can stand here."""
        return (
            norm in self.words
            or (bool(self.beginnings) and norm.startswith(self.beginnings))
            or (bool(self.endings) and norm.endswith(self.endings))
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Found(Generic[T]):
    """A phrase found: its token range, end exclusive, and what the rule file says about it."""

    start: int
    end: int
    value: T


_Phrase: TypeAlias = tuple[tuple[Element, ...], T]


def read_phrase(text: str) -> tuple[Element, ...]:
    """Return the elements of a phrase.

    Examples
    --------
    >>> first, second = read_phrase("refus* de|d'")
    >>> first.fits("refusaient"), second.fits("d'"), second.fits("des")
    (True, True, False)
    """
    elements = []
    for piece in text.split():
        optional = piece.startswith("(") and piece.endswith(")")
        alternatives = piece.strip("()").split("|")
        elements.append(
            Element(
                words=frozenset(a for a in alternatives if "*" not in a),
                beginnings=tuple(a[:-1] for a in alternatives if a.endswith("*")),
                endings=tuple(a[1:] for a in alternatives if a.startswith("*") and len(a) > 1),
                optional=optional,
            )
        )
    return tuple(elements)


class PhraseIndex(Generic[T]):
    """Finds many phrases in one walk over the tokens.

    Parameters
    ----------
    phrases : iterable of (str, T)
        Each phrase with the value to hand back when it is found; the first element may not be optional.
    skip : collection of str, default ()
        Words that may stand between two elements without being part of the phrase ("toujours", "pas").
    skip_endings : collection of str, default ()
        Endings of further such words ("ment").

    Examples
    --------
    >>> index = PhraseIndex([("refus* de|d'", "negated"), ("refus*", "asserted")], skip={"toujours"})
    >>> [(f.start, f.end, f.value) for f in index.find("ils refusent toujours de bombarder".split())]
    [(1, 4, 'negated'), (1, 2, 'asserted')]
    >>> index.find([])
    []
    """

    def __init__(
        self, phrases: Iterable[tuple[str, T]], skip: Collection[str] = (), skip_endings: Collection[str] = ()
    ) -> None:
        self._skip = frozenset(skip)
        self._skip_endings = tuple(skip_endings)
        self._by_word: dict[str, list[_Phrase[T]]] = {}
        self._by_stem: dict[str, list[_Phrase[T]]] = {}
        self._by_ending: dict[str, list[_Phrase[T]]] = {}
        self._opening: dict[str, tuple[_Phrase[T], ...]] = {}
        for text, value in phrases:
            elements = read_phrase(text)
            for word in elements[0].words:
                self._by_word.setdefault(word, []).append((elements, value))
            for stem in {beginning[:_STEM_KEY] for beginning in elements[0].beginnings}:
                self._by_stem.setdefault(stem, []).append((elements, value))
            for ending in {ending[-_ENDING_KEY:] for ending in elements[0].endings}:
                self._by_ending.setdefault(ending, []).append((elements, value))

    def find(self, norms: Sequence[str]) -> list[Found[T]]:
        """Return every phrase found: in order of their starts, the longest of one start first."""
        found: list[Found[T]] = []
        opening = self._opening
        for at, norm in enumerate(norms):
            candidates = opening.get(norm)
            if candidates is None:
                candidates = self._opened_by(norm)
            if not candidates:
                continue
            here = []
            for elements, value in candidates:
                end = self._match(norms, at, elements)
                if end:
                    here.append(Found(start=at, end=end, value=value))
            here.sort(key=lambda hit: -hit.end)
            found.extend(here)
        return found

    def _opened_by(self, norm: str) -> tuple[_Phrase[T], ...]:
        """Return the phrases that may begin with a word, and keep them for when it comes again."""
        candidates = (
            *self._by_word.get(norm, ()),
            *self._by_stem.get(norm[:_STEM_KEY], ()),
            *self._by_ending.get(norm[-_ENDING_KEY:], ()),
        )
        fitting = tuple(phrase for phrase in candidates if phrase[0][0].fits(norm))
        if len(self._opening) >= _MOST_WORDS:
            self._opening.clear()
        self._opening[norm] = fitting
        return fitting

    def _match(self, norms: Sequence[str], at: int, elements: tuple[Element, ...]) -> int:
        """Return the end of `elements`, of which the first is met at `at`; 0 where the others are not."""
        at += 1
        for element in elements[1:]:
            place = at
            while place < len(norms) and not element.fits(norms[place]) and self._may_skip(norms[place]):
                place += 1
            if place < len(norms) and element.fits(norms[place]):
                at = place + 1
            elif not element.optional:
                return 0
        return at

    def _may_skip(self, norm: str) -> bool:
        return norm in self._skip or (bool(self._skip_endings) and norm.endswith(self._skip_endings))
