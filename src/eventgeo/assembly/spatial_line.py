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

from eventgeo.assembly.spatial_distances import Distance, read_distances
from eventgeo.assembly.spatial_rules import SpatialRules, spatial_rules
from eventgeo.assembly.spelling import respell, spelling
from eventgeo.assembly.word_forms import rule_forms
from eventgeo.model import Sentence, Token, Toponym
from eventgeo.text.demonyms import demonyms
from eventgeo.text.tokens import tokenize

_QUOTES = frozenset('"«»“”„')
_DASH = "-"
_DASHES = frozenset("-–—‐‑")
_LEAST_LEFT = 2  # letters of a word without its prefix


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


@dataclass(slots=True)
class _Word:
    form: str
    start: int
    end: int


def read_line(sentence: Sentence, toponyms: Mapping[int, Toponym], lang: str, rules: SpatialRules) -> Line:
    """Return the line of a sentence; ``toponyms`` are those that begin in it, in order, by number."""
    words = list(_words(sentence, toponyms, lang, rules))
    distances = read_distances([word.form for word in words], lang)
    words = _with_distances(words, distances)
    words = _with_countries(words, lang, rules)
    text, offsets, spans = [], [], []
    length = 0
    for word in words:
        if word.form in rules.articles or word.form in _QUOTES:
            continue
        text.append(word.form + " ")
        offsets.append(length)
        spans.append((word.start, word.end))
        length += len(word.form) + 1
    return Line(text="".join(text), distances=distances, offsets=tuple(offsets), spans=tuple(spans))


def canonical_forms(tokens: Sequence[Token], lang: str, rules: SpatialRules) -> list[str]:
    """Return the words of tokens as the rules write them: contractions undone, prefixes taken off."""
    forms = [rules.contractions.get(form, form) for form in rule_forms(tokens, lang)]
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
    sentence: Sentence, toponyms: Mapping[int, Toponym], lang: str, rules: SpatialRules
) -> Iterator[_Word]:
    forms = canonical_forms(sentence.tokens, lang, rules)
    starts = [token.start for token in sentence.tokens]
    proclitics = joined.proclitics if (joined := spelling(lang)) else ()
    at, was_place = sentence.start, False
    for number, toponym in toponyms.items():
        if toponym.start < at:
            continue  # inside another one
        gap = _gap(sentence.tokens, forms, starts, at, toponym.start, proclitics)
        yield from gap
        if was_place and not gap and proclitics and toponym.text.startswith(proclitics):
            yield _Word(toponym.text[0], toponym.start, toponym.start)  # "بين منبج وجرابلس"
        yield _Word(f"‹{number}›", toponym.start, toponym.end)
        at, was_place = toponym.end, True
    yield from _gap(sentence.tokens, forms, starts, at, sentence.end, proclitics)


def _gap(
    tokens: Sequence[Token],
    forms: Sequence[str],
    starts: Sequence[int],
    start: int,
    end: int,
    proclitics: tuple[str, ...],
) -> list[_Word]:
    """Return the words between two toponyms; one that a toponym is part of ("Gao-Kidal") is cut."""
    words = []
    for i in range(max(0, bisect_right(starts, start) - 1), bisect_right(starts, end - 1)):
        token = tokens[i]
        if token.start >= start and token.end <= end:
            if proclitics and forms[i] != token.norm and token.norm.startswith(proclitics):
                words.append(_Word(token.norm[0], token.start, token.start))  # "وعلى"
            words.append(_Word(_DASH if forms[i] in _DASHES else forms[i], token.start, token.end))
        elif token.end > start:
            first, last = max(start, token.start), min(end, token.end)
            for part in tokenize(token.text[first - token.start : last - token.start], first):
                words.append(_Word(_DASH if part.norm in _DASHES else part.norm, part.start, part.end))
    return words


def _with_distances(words: list[_Word], distances: Sequence[Distance]) -> list[_Word]:
    for number, distance in reversed(list(enumerate(distances))):
        first, last = words[distance.start], words[distance.end - 1]
        words[distance.start : distance.end] = [_Word(f"#{number}", first.start, last.end)]
    return words


def _with_countries(words: list[_Word], lang: str, rules: SpatialRules) -> list[_Word]:
    """Put the codes for adjectives of countries: "syro-irakienne", "السورية العراقية", "Syrian-Turkish"."""
    found: list[_Word] = []
    known = demonyms(lang).national
    for word in words:
        codes = _countries(word.form, known, rules)
        before = found[-1] if found else None
        if len(codes) == 1 and before is not None and len(before.form) == 3 and before.form[0] == "=":
            before.form, before.end = f"{before.form}-{codes[0]}", word.end
        elif (
            len(codes) == 1
            and len(found) > 1
            and found[-1].form == "-"
            and len(found[-2].form) == 3
            and found[-2].form[0] == "="
        ):
            found.pop()
            found[-1].form, found[-1].end = f"{found[-1].form}-{codes[0]}", word.end
        elif codes:
            found.append(_Word("=" + "-".join(codes), word.start, word.end))
        else:
            found.append(word)
    return found


def _countries(form: str, known: Mapping[str, tuple[str, ...]], rules: SpatialRules) -> tuple[str, ...]:
    parts = form.split("-")
    codes = [_country(part, known, rules, is_last=part is parts[-1]) for part in parts]
    return tuple(codes) if len(codes) <= 2 and all(codes) else ()


def _country(part: str, known: Mapping[str, tuple[str, ...]], rules: SpatialRules, *, is_last: bool) -> str:
    if not is_last and part in rules.country_prefixes:
        return rules.country_prefixes[part]
    if part in rules.countries:
        return rules.countries[part]
    codes = known.get(part, ())
    return codes[0] if len(codes) == 1 else ""
