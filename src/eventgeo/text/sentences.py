"""Sentences with exact offsets, found by sentencex and mended at abbreviations it does not know."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources

import sentencex

from eventgeo.model import Sentence
from eventgeo.text.tokens import normal_form, tokenize


@cache
def abbreviations(lang: str) -> frozenset[str]:
    """Return the abbreviations of `lang` after which a sentence does not end, without their full stop."""
    table = tomllib.loads((resources.files("eventgeo.text") / "abbreviations.toml").read_text("utf-8"))
    return frozenset(table.get(lang, ()))


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
        In text order, without the white space around them; a line break always ends a sentence.

    Examples
    --------
    >>> [s.text for s in split_sentences("Le 3 nov. 2017, M. Aoun part. Il revient.", "fr")]
    ['Le 3 nov. 2017, M. Aoun part.', 'Il revient.']
    >>> split_sentences("  ", "fr")
    ()
    """
    bounds: list[tuple[int, int]] = []
    at = 0
    for line in text.splitlines(keepends=True):
        bounds.extend(_split_line(line, at, lang))
        at += len(line)
    sentences = []
    for index, (start, end) in enumerate(bounds):
        piece = text[start:end]
        sentences.append(
            Sentence(start=start, end=end, text=piece, index=index, tokens=tokenize(piece, start))
        )
    return tuple(sentences)


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
        if joining and bounds:
            bounds[-1] = (bounds[-1][0], stripped_end)
        else:
            bounds.append((stripped_start, stripped_end))
        joining = _ends_in_abbreviation(line[bounds[-1][0] : bounds[-1][1]], lang)
    return [(start + offset, end + offset) for start, end in bounds]


def _ends_in_abbreviation(piece: str, lang: str) -> bool:
    if not piece.endswith("."):
        return False
    last = normal_form(piece[:-1].split()[-1] if piece[:-1].split() else "").lstrip("(\"'«“")
    last = last.rsplit("'", 1)[-1]
    initial = len(last) == 1 and last.isalpha() and piece[-2].isupper()
    return initial or last in abbreviations(lang)
