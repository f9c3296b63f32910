"""Runs of capitalised words that nobody knows as a whole: "Kafr Hamra", "Rajm al Sheikh"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from eventgeo.model import Sentence, Token
from eventgeo.tagging.place_lexicon import PlaceLexicon
from eventgeo.tagging.toponym_stretches import (
    LONGEST,
    UNKNOWN,
    Ask,
    NameFacts,
    Stretch,
    is_no_name,
    is_ordinal,
    may_start,
    stretch_of,
)


def unknown_runs(
    sentence: Sentence,
    lexicon: PlaceLexicon,
    known: Sequence[Stretch],
    barred: frozenset[int],
    ask: Ask,
) -> list[Stretch]:
    """Return the runs of name words that are not known as a whole.

    `barred` holds the tokens of persons and of names that are no places; function words end a run too. A run
    that holds solid names gives what is left when these are taken out as well.
    """
    tokens = sentence.tokens
    inside = {i for s in known for i in range(s.first, s.last)}
    runs: list[Stretch] = []
    at = 0
    while at < len(tokens):
        if at in barred or not may_start(tokens, at) or _stops(tokens, at, lexicon):
            at += 1
            continue
        end = _run_end(tokens, at, barred, lexicon)
        for first, last in _pieces(at, end, known):
            covered = any(s.first <= first and last <= s.last for s in known)
            if covered or last - first > LONGEST or _is_mere_sign(tokens[first:last]):
                continue
            run = stretch_of(sentence, first, last)
            holds = any(i in inside for i in range(first, last))
            runs.append(replace(run, facts=_resembling(ask(run.name)), holds_known=holds))
        at = end
    return runs


def _run_end(tokens: Sequence[Token], at: int, barred: frozenset[int], lexicon: PlaceLexicon) -> int:
    end = at + 1
    while (
        end < len(tokens)
        and end not in barred
        and tokens[end].start - tokens[end - 1].end <= 1
        and (may_start(tokens, end) or _is_numbered(tokens, end))
        and not _stops(tokens, end, lexicon)
    ):
        end += 1
    return end


def _stops(tokens: Sequence[Token], at: int, lexicon: PlaceLexicon) -> bool:
    norm = tokens[at].norm
    if "-" in norm and "hyphen_endings.words" in lexicon.of(norm.rpartition("-")[2]):
        return True  # "Daesh-held"
    return "words.function" in lexicon.of(norm) or is_no_name(tokens, at, lexicon)


def _is_numbered(tokens: Sequence[Token], at: int) -> bool:
    """Tell whether a number goes on a name: "al-Mazzeh 86"."""
    return tokens[at].text.isdigit() and len(tokens[at].text) < 3 and "-" in tokens[at - 1].text


def _is_mere_sign(tokens: Sequence[Token]) -> bool:
    return len(tokens) == 1 and (len(tokens[0].text) == 1 or is_ordinal(tokens[0]))


def _resembling(facts: NameFacts) -> NameFacts:
    return facts if facts.match == "transliteration" else UNKNOWN


def _pieces(first: int, last: int, known: Sequence[Stretch]) -> list[tuple[int, int]]:
    """Return the run itself and what is left of it when the solid names are taken out."""
    pieces = [(first, last)]
    at = first
    for stretch in known:
        if stretch.facts.is_solid and first <= stretch.first and stretch.last <= last:
            if stretch.first > at:
                pieces.append((at, stretch.first))
            at = stretch.last
    if first < at < last:
        pieces.append((at, last))
    return pieces
