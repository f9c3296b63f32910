"""All that may be a place name in a sentence, and what bars it: persons, and names that are no places."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from eventgeo.model import Sentence, Token
from eventgeo.tagging.person_names import find_persons
from eventgeo.tagging.place_lexicon import PlaceLexicon
from eventgeo.tagging.toponym_known import known_at
from eventgeo.tagging.toponym_runs import unknown_runs
from eventgeo.tagging.toponym_stretches import Ask, Stretch

_SHARED_NAMES = frozenset(["clubs_and_firms", "ships_and_weapons", "other"])


@dataclass(frozen=True, slots=True, kw_only=True)
class SentenceNames:
    """A sentence with its candidates in text order, its person names and its names that are no places."""

    sentence: Sentence
    stretches: tuple[Stretch, ...]
    persons: tuple[tuple[int, int], ...]
    others: tuple[tuple[int, int], ...]


def find_candidates(
    sentence: Sentence, lexicon: PlaceLexicon, ask: Ask, *, lost_apostrophes: bool
) -> SentenceNames:
    """Return the candidates of `sentence`.

    ``lost_apostrophes`` lets "Syrias" be "Syria" (English texts whose apostrophes were lost).
    """
    tokens = sentence.tokens
    persons = find_persons(tokens, lexicon)
    others = _other_names(tokens, lexicon)
    barred = frozenset(i for first, last in (*persons, *others) for i in range(first, last))
    known: list[Stretch] = []
    at = 0
    while at < len(tokens):
        found = known_at(sentence, at, lexicon, ask, lost_apostrophes=lost_apostrophes)
        known.extend(found)
        at = found[-1].last if found else at + 1
    unknown = unknown_runs(sentence, lexicon, known, barred, ask)
    places = [s for s in known if not _is_other_name(s, tokens, others, lexicon)]
    stretches = sorted([*places, *unknown], key=lambda s: (s.first, s.last))
    return SentenceNames(
        sentence=sentence, stretches=tuple(stretches), persons=tuple(persons), others=tuple(others)
    )


def _is_other_name(
    stretch: Stretch, tokens: Sequence[Token], others: Sequence[tuple[int, int]], lexicon: PlaceLexicon
) -> bool:
    """Tell whether a name that is no place covers it, but for "aéroport Charles-de-Gaulle"."""
    if stretch.first and lexicon.kind_nouns.get(tokens[stretch.first - 1].norm) == "facility":
        return False
    return any(first <= stretch.first and stretch.last <= last for first, last in others)


def _other_names(tokens: Sequence[Token], lexicon: PlaceLexicon) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    at = 0
    while at < len(tokens):
        match = lexicon.not_places.match(tokens, at)
        if match and not _is_town_here(tokens, at, *match, lexicon):
            found.append((at, at + match[0]))
        at += match[0] if match else 1
    return found


def _is_town_here(tokens: Sequence[Token], at: int, length: int, group: str, lexicon: PlaceLexicon) -> bool:
    """Tell whether a firm's or a weapon's name stands where a town does: "à Orange"."""
    if length > 1 or group not in _SHARED_NAMES or not at:
        return False
    before = tokens[at - 1]
    return "prepositions.strong" in lexicon.of("à" if before.text == "A" else before.norm)
