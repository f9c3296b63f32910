"""Documents cut into stretches that fit the encoder: whole sentences, overlapping, with the title before."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from eventgeo.model import Sentence, Token
from eventgeo.text.tokens import tokenize

MOST_PIECES = 320
"""Word pieces of a window: some ten sentences. The encoder has 512 positions, but attention costs time."""

TITLE_PIECES = 40
OVERLAP_PIECES = 64
"""A window begins so many pieces before the end of the last: a sentence keeps the sentences before it."""

WORD_PIECES = 48
"""What is read of one word: of a longer one (an address, a line without spaces) only its beginning."""

Pieces = Callable[[Sequence[str]], list[int]]
"""Counts the word pieces of each word."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """A stretch of a document: the words read, of which the first ``title`` are the title's.

    ``first`` is the number of its first token in the document's row of tokens. ``own`` is the range of the
    document's tokens whose labels are taken from this window (each token is one window's own).
    """

    words: tuple[str, ...]
    title: int
    first: int
    own: tuple[int, int]


def cut_windows(
    sentences: Sequence[Sentence],
    pieces: Pieces,
    *,
    title: str = "",
    most_pieces: int = MOST_PIECES,
    overlap_pieces: int = OVERLAP_PIECES,
) -> tuple[Window, ...]:
    """Cut a document into windows.

    Parameters
    ----------
    sentences : sequence of Sentence
    pieces : callable
        Returns the number of word pieces of each word.
    title : str, optional
        Read before each window, as far as it is short.
    most_pieces : int, default 320
    overlap_pieces : int, default 64
        What a window may repeat of the last one, as context.

    Returns
    -------
    tuple of Window
        In order; their own ranges are the document's tokens, each once.

    Examples
    --------
    >>> from eventgeo.text.sentences import split_sentences
    >>> text = "Raid sur Alep. Il y a douze morts. La ville est assiégée."
    >>> windows = cut_windows(split_sentences(text, "fr"), lambda words: [30] * len(words))
    >>> [(" ".join(w.words), w.own) for w in windows]
    [('Raid sur Alep . Il y a douze morts .', (0, 10)), ('La ville est assiégée .', (10, 15))]
    """
    heading = _heading(title, pieces)
    room = most_pieces - sum(pieces(heading))
    stretches = _stretches(sentences, pieces, room)
    windows: list[Window] = []
    at = 0
    while at < len(stretches):
        end, used = at + 1, stretches[at].pieces
        while end < len(stretches) and used + stretches[end].pieces <= room:
            used += stretches[end].pieces
            end += 1
        windows.append(_window(heading, stretches, at, end, windows[-1].own[1] if windows else 0))
        if end == len(stretches):
            break
        at = _step_back(stretches, end, at, min(overlap_pieces, room - stretches[end].pieces))
    return tuple(windows)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Stretch:
    words: tuple[str, ...]
    first: int
    pieces: int


def _stretches(sentences: Sequence[Sentence], pieces: Pieces, room: int) -> list[_Stretch]:
    """Return the sentences with their pieces; one that is too long for a window is cut."""
    found: list[_Stretch] = []
    first = 0
    for sentence in sentences:
        words, counts = _readable(sentence.tokens, pieces, min(WORD_PIECES, room))
        start, used = 0, 0
        for at, count in enumerate(counts):
            if used and used + count > room:
                found.append(_Stretch(words=words[start:at], first=first + start, pieces=used))
                start, used = at, 0
            used += count
        if words:
            found.append(_Stretch(words=words[start:], first=first + start, pieces=used))
        first += len(words)
    return found


def _readable(tokens: Sequence[Token], pieces: Pieces, most: int) -> tuple[tuple[str, ...], list[int]]:
    """Return the tokens' words with their pieces; of a word with more than `most` the beginning."""
    words = [token.text for token in tokens]
    counts = pieces(words)
    for at, count in enumerate(counts):
        while count > most and len(words[at]) > 1:
            words[at] = words[at][: len(words[at]) // 2]
            (count,) = pieces([words[at]])
        counts[at] = count
    return tuple(words), counts


def _step_back(stretches: Sequence[_Stretch], end: int, at: int, room: int) -> int:
    """Return where the next window begins: before its first new sentence, as far as there is room."""
    start, used = end, 0
    while start - 1 > at and used + stretches[start - 1].pieces <= room:
        start -= 1
        used += stretches[start].pieces
    return start


def _window(
    heading: tuple[str, ...], stretches: Sequence[_Stretch], at: int, end: int, own_from: int
) -> Window:
    words = tuple(word for stretch in stretches[at:end] for word in stretch.words)
    first = stretches[at].first
    return Window(words=heading + words, title=len(heading), first=first, own=(own_from, first + len(words)))


def _heading(title: str, pieces: Pieces) -> tuple[str, ...]:
    words = tuple(token.text for token in tokenize(title))
    if not words or sum(pieces(words)) >= TITLE_PIECES:
        return ()
    return (*words, "|")
