"""A sentence as the spatial phrases are matched on it: canonical words, with places and distances as signs.

"à 10 km au nord de la ville d'Alep" becomes "à #0 à nord de ville de ‹4› ": articles and quotation marks are
left out, contractions undone, a toponym is its number in angle quotes, a distance its number after a hash,
an adjective of one or two countries the codes after an equals sign.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from eventgeo.assembly.spatial_adjectives import Word, with_countries
from eventgeo.assembly.spatial_distances import Distance, read_distances
from eventgeo.assembly.spatial_rules import SpatialRules, spatial_rules
from eventgeo.assembly.spelling import respell, spelling
from eventgeo.assembly.word_forms import rule_forms
from eventgeo.model import Sentence, Token, Toponym
from eventgeo.text.tokens import tokenize

_QUOTES = frozenset('"«»“”„')
_DASH = "-"
_DASHES = frozenset("-–—‐‑")
_LEAST_LEFT = 2  # letters of a word without its prefix
_BEFORE, _AFTER = 16, 6  # tokens round a toponym among which its relation is told


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A sentence in canonical words, each followed by a space."""

    text: str
    distances: tuple[Distance, ...]
    offsets: tuple[int, ...]
    """Where in ``text`` each word begins."""
    spans: tuple[tuple[int, int], ...]
    """Where each word stands in the document."""

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return where in the document the words from `start` to `end` of the line stand."""
        first = bisect_right(self.offsets, start) - 1
        last = bisect_right(self.offsets, end - 1) - 1
        return self.spans[first][0], self.spans[last][1]


def read_lines(
    sentence: Sentence, toponyms: Mapping[int, Toponym], lang: str, rules: SpatialRules
) -> Iterator[Line]:
    """Yield the lines of a sentence: the words round its toponyms, where any of them may tell a relation.

    Parameters
    ----------
    sentence : Sentence
    toponyms : mapping of int to Toponym
        Those that begin in it, in order, by number.
    lang : str
    rules : SpatialRules
    """
    starts = [token.start for token in sentence.tokens]
    for first, last, near in _stretches(starts, toponyms):
        tokens = sentence.tokens[first:last]
        forms = canonical_forms(tokens, lang, rules)
        if not rules.triggers.isdisjoint(forms):
            yield _line(list(_words(tokens, forms, starts[first:last], near, lang)), lang, rules)


def read_adjectives(sentence: Sentence, lang: str, rules: SpatialRules) -> Iterator[Line]:
    """Yield the line of a sentence with adjectives of countries as signs, if they may tell a relation."""
    forms = canonical_forms(sentence.tokens, lang, rules)
    if rules.country_triggers.isdisjoint(forms):
        return
    words = [
        Word(_DASH if form in _DASHES else form, token.start, token.end)
        for token, form in zip(sentence.tokens, forms, strict=True)
    ]
    yield _line(with_countries(words, lang, rules), lang, rules)


def _stretches(
    starts: Sequence[int], toponyms: Mapping[int, Toponym]
) -> Iterator[tuple[int, int, dict[int, Toponym]]]:
    """Yield the ranges of tokens round toponyms, each with these."""
    begin, end, near = 0, -1, dict[int, Toponym]()
    for number, toponym in toponyms.items():
        first = max(0, bisect_right(starts, toponym.start) - 1 - _BEFORE)
        last = bisect_right(starts, toponym.end - 1) + _AFTER
        if near and first > end:
            yield begin, end, near
            near = {}
        begin, end = begin if near else first, max(end, last)
        near[number] = toponym
    if near:
        yield begin, end, near


def _line(words: list[Word], lang: str, rules: SpatialRules) -> Line:
    distances = read_distances([word.form for word in words], lang)
    text, offsets, spans = [], [], []
    length, before = 0, ""
    for word in _with_distances(words, distances):
        article, form, before = before, word.form, word.form
        if form in rules.articles or form in _QUOTES:
            continue
        if form in rules.ambiguous and article in rules.definite:
            form = article + form
        text.append(form + " ")
        offsets.append(length)
        spans.append((word.start, word.end))
        length += len(form) + 1
    return Line(text="".join(text), distances=distances, offsets=tuple(offsets), spans=tuple(spans))


def canonical_forms(tokens: Sequence[Token], lang: str, rules: SpatialRules) -> list[str]:
    """Return the words of tokens as the rules write them: contractions undone, prefixes taken off."""
    written = rules.contractions
    forms = [
        written.get(token.text) or written.get(form, form)
        for token, form in zip(tokens, rule_forms(tokens, lang), strict=True)
    ]
    if not rules.prefixes:
        return forms
    return [
        form if form in rules.vocabulary else _without_prefix(token.norm, form, lang)
        for token, form in zip(tokens, forms, strict=True)
    ]


@lru_cache(maxsize=1 << 16)
def _without_prefix(norm: str, form: str, lang: str) -> str:
    """Return a word of the rules that is written as one with particles ("وبريف"), else `form`."""
    rules, found = spatial_rules(lang), spelling(lang)
    if rules is None:
        return form
    whole = respell(norm, lang)
    for particle in ("", *(found.proclitics if found else ())):
        for prefix in ("", *rules.prefixes):
            rest = whole.removeprefix(particle + prefix)
            if len(rest) >= _LEAST_LEFT and rest in rules.vocabulary and whole == particle + prefix + rest:
                return rest
    return form


def _words(
    tokens: Sequence[Token],
    forms: Sequence[str],
    starts: Sequence[int],
    toponyms: Mapping[int, Toponym],
    lang: str,
) -> Iterator[Word]:
    proclitics = joined.proclitics if (joined := spelling(lang)) else ()
    at, was_place = starts[0], False
    for number, toponym in toponyms.items():
        if toponym.start < at:
            continue  # inside another one
        gap = _gap(tokens, forms, starts, at, toponym.start, proclitics)
        yield from gap
        joins = was_place and all(word.form == "," for word in gap)
        if joins and proclitics and toponym.text.startswith(proclitics):
            yield Word(toponym.text[0], toponym.start, toponym.start)  # "بين منبج وجرابلس"
        yield Word(f"‹{number}›", toponym.start, toponym.end)
        at, was_place = toponym.end, True
    yield from _gap(tokens, forms, starts, at, tokens[-1].end, proclitics)


def _gap(
    tokens: Sequence[Token],
    forms: Sequence[str],
    starts: Sequence[int],
    start: int,
    end: int,
    proclitics: tuple[str, ...],
) -> list[Word]:
    """Return the words between two places; one that a toponym is part of ("Gao-Kidal") is cut."""
    words = []
    for i in range(max(0, bisect_right(starts, start) - 1), bisect_right(starts, end - 1)):
        token = tokens[i]
        if token.start >= start and token.end <= end:
            if proclitics and forms[i] != token.norm and token.norm.startswith(proclitics):
                words.append(Word(token.norm[0], token.start, token.start))  # "وعلى"
            words.append(Word(_DASH if forms[i] in _DASHES else forms[i], token.start, token.end))
        elif token.end > start:
            first, last = max(start, token.start), min(end, token.end)
            for part in tokenize(token.text[first - token.start : last - token.start], first):
                words.append(Word(_DASH if part.norm in _DASHES else part.norm, part.start, part.end))
    return words


def _with_distances(words: list[Word], distances: Sequence[Distance]) -> list[Word]:
    for number, distance in reversed(list(enumerate(distances))):
        first, last = words[distance.start], words[distance.end - 1]
        words[distance.start : distance.end] = [Word(f"#{number}", first.start, last.end)]
    return words
