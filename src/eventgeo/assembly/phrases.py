"""Phrases as rule files write them, and an index that finds them among tokens.

A phrase is a row of elements, one a token: a word (``"selon"``), alternatives (``"de|d'"``), a beginning
(``"refus*"``: refuse, refusé, refusait …), an ending (``"*erait"``) or an element that may be missing
(``"(pas)"``). Words are in normal form, as :attr:`eventgeo.model.Token.norm` is.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import compress
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

    @property
    def is_open(self) -> bool:
        """Whether it may be missing, or other words than those it lists."""
        return self.optional or bool(self.beginnings) or bool(self.endings)

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


@dataclass(frozen=True, slots=True, kw_only=True)
class _Opened(Generic[T]):
    """The phrases that one word opens, told apart by the word after it where that can be skipped by none.

    ``by_next`` holds those that may go on with a word, ``unsure`` those that may with any other.
    """

    phrases: tuple[_Phrase[T], ...]
    by_next: Mapping[str, tuple[_Phrase[T], ...]]
    unsure: tuple[_Phrase[T], ...]


def _told_apart(phrases: Sequence[_Phrase[T]]) -> _Opened[T]:
    def is_unsure(elements: tuple[Element, ...]) -> bool:
        return len(elements) == 1 or elements[1].is_open

    following = {word for elements, _ in phrases for element in elements[1:2] for word in element.words}
    return _Opened(
        phrases=tuple(phrases),
        by_next={
            word: tuple(row for row in phrases if is_unsure(row[0]) or word in row[0][1].words)
            for word in following
        },
        unsure=tuple(row for row in phrases if is_unsure(row[0])),
    )


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


class _Openings(dict[str, _Opened[T] | None], Generic[T]):
    """The phrases that each word opens, None for one that opens none: worked out when it first comes."""

    def __init__(self, phrases: Iterable[_Phrase[T]]) -> None:
        super().__init__()
        self._by_word: dict[str, list[_Phrase[T]]] = {}
        self._by_stem: dict[str, list[_Phrase[T]]] = {}
        self._by_ending: dict[str, list[_Phrase[T]]] = {}
        for elements, value in phrases:
            for word in elements[0].words:
                self._by_word.setdefault(word, []).append((elements, value))
            for stem in {beginning[:_STEM_KEY] for beginning in elements[0].beginnings}:
                self._by_stem.setdefault(stem, []).append((elements, value))
            for ending in {ending[-_ENDING_KEY:] for ending in elements[0].endings}:
                self._by_ending.setdefault(ending, []).append((elements, value))

    def __missing__(self, norm: str) -> _Opened[T] | None:
        candidates = (
            *self._by_word.get(norm, ()),
            *self._by_stem.get(norm[:_STEM_KEY], ()),
            *self._by_ending.get(norm[-_ENDING_KEY:], ()),
        )
        fitting = [phrase for phrase in candidates if phrase[0][0].fits(norm)]
        if len(self) >= _MOST_WORDS:
            self.clear()
        opened = self[norm] = _told_apart(fitting) if fitting else None
        return opened


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
        self._skips = bool(self._skip or self._skip_endings)
        self._opening: _Openings[T] = _Openings((read_phrase(text), value) for text, value in phrases)

    def find(self, norms: Sequence[str]) -> list[Found[T]]:
        """Return every phrase found: in order of their starts, the longest of one start first."""
        found: list[Found[T]] = []
        opening, skips = self._opening, self._skips
        last = len(norms) - 1
        for at in compress(range(last + 1), map(opening.__getitem__, norms)):
            opened = opening[norms[at]]
            if opened is None:
                continue
            following = norms[at + 1] if at < last else ""
            if skips and self._may_skip(following):
                candidates = opened.phrases
            else:
                candidates = opened.by_next.get(following, opened.unsure)
            if not candidates:
                continue
            here = []
            for elements, value in candidates:
                end = self._match(norms, at, elements)
                if end:
                    here.append(Found(start=at, end=end, value=value))
            if len(here) > 1:
                here.sort(key=lambda hit: -hit.end)
            found.extend(here)
        return found

    def _match(self, norms: Sequence[str], at: int, elements: tuple[Element, ...]) -> int:
        """Return the end of `elements`, of which the first is met at `at`; 0 where the others are not."""
        end, skips = len(norms), self._skips
        at += 1
        for element in elements[1:]:
            words, affixed = element.words, element.beginnings or element.endings
            place = at
            while place < end:
                norm = norms[place]
                if norm in words or (affixed and element.fits(norm)):
                    at = place + 1
                    break
                place = place + 1 if skips and self._may_skip(norm) else end
            else:
                if not element.optional:
                    return 0
        return at

    def _may_skip(self, norm: str) -> bool:
        return norm in self._skip or (bool(self._skip_endings) and norm.endswith(self._skip_endings))
