"""Sentences with exact offsets, found by sentencex and mended at abbreviations it does not know."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from functools import cache
from operator import attrgetter

import sentencex

from eventgeo.datafiles import read_toml
from eventgeo.model import Sentence, Span, Token
from eventgeo.text.tokens import normal_form, tokenize

_MOST_TOKENS = 300
"""Tokens of the longest sentence. A stretch beyond is a table, a transcript or a list that lacks its full
stops: the work on a sentence grows faster than its length, and no rule reads so far."""

_start_of = attrgetter("start")
_DASHES = re.compile(r"([-–—]+)\s*")


@cache
def abbreviations(lang: str) -> frozenset[str]:
    """Return the abbreviations of `lang` after which a sentence does not end, without their full stop."""
    return frozenset(read_toml("text", "abbreviations.toml").get(lang, ()))


@cache
def _abbreviations_before_lower_case(lang: str) -> frozenset[str]:
    return frozenset(read_toml("text", "abbreviations.toml")["before_lower_case"].get(lang, ()))


def split_sentences(text: str, lang: str) -> tuple[Sentence, ...]:
    """Split `text` into sentences.

    Parameters
    ----------
    text : str
    lang : str
        ISO 639-1 code.

    Returns
    -------
    tuple of Sentence
        In text order, without the white space around them; a line break always ends a sentence. A stretch
        of more than 300 tokens without an end is cut, at a mark where there is one.

    Examples
    --------
    >>> [s.text for s in split_sentences("Le 3 nov. 2017, M. Aoun part. Il revient.", "fr")]
    ['Le 3 nov. 2017, M. Aoun part.', 'Il revient.']
    >>> [s.text for s in split_sentences("Bogotá, 12 may (EFE).- El Gral. Ruiz huyó. ¿Adónde?", "es")]
    ['Bogotá, 12 may (EFE).-', 'El Gral. Ruiz huyó.', '¿Adónde?']
    >>> split_sentences("  ", "fr")
    ()
    """
    bounds: list[tuple[int, int]] = []
    at = 0
    for line in text.splitlines(keepends=True):
        bounds.extend(_split_line(line, at, lang))
        at += len(line)
    pieces = [piece for start, end in bounds for piece in _cut(tokenize(text[start:end], start))]
    return tuple(
        Sentence(
            start=tokens[0].start,
            end=tokens[-1].end,
            text=text[tokens[0].start : tokens[-1].end],
            index=index,
            tokens=tokens,
        )
        for index, tokens in enumerate(pieces)
    )


def sentence_numbers(spans: Iterable[Span], sentences: Sequence[Sentence]) -> list[int]:
    """Return for each span the index of the sentence that it starts in.

    Examples
    --------
    >>> sentences = split_sentences("Raid sur Alep. Il fuit.", "fr")
    >>> sentence_numbers([Span(start=9, end=13, text="Alep"), Span(start=15, end=17, text="Il")], sentences)
    [0, 1]
    """
    return [bisect_right(sentences, span.start, key=_start_of) - 1 for span in spans]


def _cut(tokens: tuple[Token, ...]) -> list[tuple[Token, ...]]:
    """Cut the tokens of a sentence that is none, behind the last mark that leaves no piece too long."""
    pieces = []
    while len(tokens) > _MOST_TOKENS:
        marks = (at for at in range(_MOST_TOKENS, _MOST_TOKENS // 2, -1) if not tokens[at - 1].is_word)
        end = next(marks, _MOST_TOKENS)
        pieces.append(tokens[:end])
        tokens = tokens[end:]
    return [*pieces, tokens] if tokens else pieces


def _split_line(line: str, offset: int, lang: str) -> list[tuple[int, int]]:
    if not line.strip():
        return []
    bounds: list[tuple[int, int]] = []
    joining = False
    for found in sentencex.get_sentence_boundaries(lang, line):
        start, end = found["start_index"], found["end_index"]
        piece = line[start:end]
        if not piece.strip():
            continue
        stripped_start = start + len(piece) - len(piece.lstrip())
        stripped_end = start + len(piece.rstrip())
        if line[:start].endswith(").") and (dashes := _DASHES.match(piece)):
            bounds[-1] = (bounds[-1][0], start + dashes.end(1))  # "Bogotá, 12 may (EFE).- Diez soldados …"
            stripped_start = start + dashes.end()
            if stripped_start >= stripped_end:
                continue
        if joining and bounds:
            bounds[-1] = (bounds[-1][0], stripped_end)
        else:
            bounds.append((stripped_start, stripped_end))
        joining = _ends_in_abbreviation(line[bounds[-1][0] : bounds[-1][1]], line[end : end + 1], lang)
    return [(start + offset, end + offset) for start, end in bounds]


def _ends_in_abbreviation(piece: str, following: str, lang: str) -> bool:
    if not piece.endswith("."):
        return False
    last = normal_form(piece[:-1].split()[-1] if piece[:-1].split() else "").lstrip("(\"'«“")
    last = last.rsplit("'", 1)[-1]
    if following.islower() and last in _abbreviations_before_lower_case(lang):
        return True
    initial = len(last) == 1 and last.isalpha() and piece[-2].isupper()
    return initial or last in abbreviations(lang)
