"""Names of a text that nobody marked: what stands beside the mentions given tells where they lie.

A caller who gives only the mentions sought ("Duma" in "Duma, Rif Dimashq, Syria") leaves the rest of the text
unread. Words with a capital that the gazetteer knows as a country, a unit or a town of some size are read as
names beside them; they help to resolve the mentions and are not returned.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

from eventgeo.datafiles import read_toml
from eventgeo.model import Candidate, Tags, Token, Toponym
from eventgeo.protocols import Gazetteer
from eventgeo.resolution.particles import is_close, without_particles

UNMARKED = "a name of the text that was not marked"  # the rule of such a toponym
_MOST_TOKENS = 1500  # a long text says where it plays long before
_LONGEST_RUN = 4
_SHORTEST = 3
_LEAST_POPULATION = 15_000
_WIDE = frozenset(("country", "admin", "region"))


def with_backdrop(tags: Tags, gazetteer: Gazetteer) -> tuple[Tags, tuple[int, ...]]:
    """Return the tags with the unmarked names among the toponyms, and where the marked ones then are."""
    beside = list(_unmarked(tags, gazetteer))
    if not beside:
        return tags, tuple(range(len(tags.toponyms)))
    numbered = [(toponym.start, toponym.end, number) for number, toponym in enumerate(tags.toponyms)]
    merged = sorted([*numbered, *((name.start, name.end, -1 - at) for at, name in enumerate(beside))])
    places = {number: at for at, (_, _, number) in enumerate(merged)}
    toponyms = tuple(tags.toponyms[number] if number >= 0 else beside[-1 - number] for _, _, number in merged)
    return replace(tags, toponyms=toponyms), tuple(places[number] for number in range(len(numbered)))


def _unmarked(tags: Tags, gazetteer: Gazetteer) -> Iterator[Toponym]:
    taken = sorted((toponym.start, toponym.end) for toponym in tags.toponyms)
    lang, left = tags.document.lang or "", _MOST_TOKENS
    for sentence in tags.sentences:
        if left <= 0:
            return
        left -= len(sentence.tokens)
        for run in _runs(sentence.tokens, taken, lang):
            if found := _name_in(run, lang, gazetteer):
                first, last = run[found[0]], run[found[1] - 1]
                start, end = first.start, last.end
                text = tags.document.text[start:end]
                yield Toponym(start=start, end=end, text=text, rule=UNMARKED)


def _runs(tokens: Sequence[Token], taken: Sequence[tuple[int, int]], lang: str) -> Iterator[Sequence[Token]]:
    """Yield the stretches of words with a capital that no mention overlaps; in Arabic each word."""
    run: list[Token] = []
    for token in tokens:
        known = token.is_word and (token.is_capitalised or lang == "ar") and not token.text[0].isdigit()
        if known and _is_free(token, taken):
            run.append(token)
            if lang != "ar":
                continue
        if run:
            yield run
        run = []
    if run:
        yield run


def _is_free(token: Token, taken: Sequence[tuple[int, int]]) -> bool:
    at = bisect_left(taken, (token.end, 0)) - 1
    return at < 0 or taken[at][1] <= token.start


def _name_in(run: Sequence[Token], lang: str, gazetteer: Gazetteer) -> tuple[int, int] | None:
    """Return which tokens of a run are a name that tells where the text plays, the whole run first."""
    size = len(run)
    spans = [(0, size)] if size <= _LONGEST_RUN else []
    if size > 1:
        spans += [(size - 1, size), (0, 1)]
    for first, last in spans:
        text = " ".join(token.text for token in run[first:last])
        if len(text) < _SHORTEST or (last - first == 1 and run[first].norm in _common_words(lang)):
            continue
        whole = last - first == size
        if _tells_where(text, lang, gazetteer, whole):
            return first, last
    return None


def _tells_where(text: str, lang: str, gazetteer: Gazetteer, whole: bool) -> bool:
    for form in (text, *(without_particles(text, lang) if lang == "ar" else ())):
        found = gazetteer.lookup(form)
        if is_close(found):
            return any(_is_of_note(candidate, lang, whole) for candidate in found)
    return False


def _is_of_note(candidate: Candidate, lang: str, whole: bool) -> bool:
    place = candidate.place
    if place.kind in _WIDE:
        return lang != "ar" or place.kind == "country"
    is_own = bool(candidate.features.get("own_name", 1.0))
    return whole and is_own and lang != "ar" and place.population >= _LEAST_POPULATION


@cache
def _common_words(lang: str) -> frozenset[str]:
    return frozenset(read_toml("resolution", "data/no_names.toml").get(lang, ()))
