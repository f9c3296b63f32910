"""Which other names of a document say where a name lies: tied to it by words, or only in its sentence."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from operator import attrgetter

from eventgeo.datafiles import is_there, read_toml
from eventgeo.model import Tags

_LONGEST_GAP = 90
_FARTHEST = 4  # names counted off
_WORD = re.compile(r"\d+(?:[.,]\d+)?|[^\W\d_]+(?:-[^\W\d_]+)*|[^\w\s]")
_MARKS = frozenset(",()'’\"«»")


@dataclass(frozen=True, slots=True, kw_only=True)
class Tie:
    """A place named beside another.

    Attributes
    ----------
    to : int
        The toponym that says where the name lies.
    words : str
        What ties the two; empty where they only stand in one sentence.
    distance_km, bearing_deg : float or None
        How far the name lies from it, and in which direction from it, where the words say so.
    gap : int
        How many characters part the two.
    """

    to: int
    words: str = ""
    distance_km: float | None = None
    bearing_deg: float | None = None
    gap: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class TieWords:
    """A language's words that tie names."""

    ties: frozenset[str]
    fillers: frozenset[str]
    units: Mapping[str, float]
    numbers: Mapping[str, float]
    before_bearings: frozenset[str]
    bearings: Mapping[str, float]


@cache
def tie_words(lang: str) -> TieWords | None:
    """Return the words of a language; None for a language without a table."""
    path = f"data/ties.{lang}.toml"
    if not is_there("resolution", path):
        return None
    data = read_toml("resolution", path)
    return TieWords(
        ties=frozenset(data["ties"]["words"]),
        fillers=frozenset(data["fillers"]["words"]),
        units=data["distance"]["units"],
        numbers=data["distance"]["numbers"],
        before_bearings=frozenset(data["directions"]["after"]),
        bearings=data["bearings"],
    )


def read_tie(between: str, lang: str) -> Tie | None:
    """Return the tie that the words between two names make, the second named first in ``to``; None if none.

    Examples
    --------
    >>> tie = read_tie(", a village 60 km north of ", "en")
    >>> tie.distance_km, tie.bearing_deg
    (60.0, 0)
    >>> read_tie(", près de ", "fr").words
    'près de'
    >>> read_tie(" est à 20 km de ", "fr").bearing_deg, read_tie(", à 20 km à l'est de ", "fr").bearing_deg
    (None, 90)
    >>> read_tie(" was attacked by men from ", "en") is None
    True
    """
    table = tie_words(lang)
    if table is None:
        return None
    words = _WORD.findall(between.lower())
    tied, distance, bearing, number = "(" in words, None, None, None
    for before, word in zip(("", *words), words, strict=False):
        if word[0].isdigit():
            number = float(word.replace(",", "."))
        elif word in table.numbers:
            number = table.numbers[word]
        elif word in table.bearings:
            if not table.before_bearings or before in table.before_bearings:
                tied, bearing = True, table.bearings[word]
        elif word in table.ties:
            tied = True
            if word in table.units and number is not None:
                distance = number * table.units[word]
        elif word not in table.fillers and word not in _MARKS:
            return None
    if not tied:
        return None
    return Tie(
        to=-1,
        words=" ".join(between.split()).strip(" ,(") or "in brackets",
        distance_km=distance,
        bearing_deg=bearing,
    )


def ties_of(tags: Tags, index: int) -> tuple[Tie, ...]:
    """Return the ties of toponym `index` to others of its sentence: by words first, then the nearest."""
    toponyms, lang = tags.toponyms, tags.document.lang or ""
    here = toponyms[index]
    at = bisect_right(tags.sentences, here.start, key=attrgetter("start")) - 1
    if at < 0:
        return ()
    sentence, found = tags.sentences[at], []
    for other in range(max(0, index - _FARTHEST), min(len(toponyms), index + _FARTHEST + 1)):
        there = toponyms[other]
        if other == index or not sentence.start <= there.start < sentence.end:
            continue
        first, last = (here, there) if index < other else (there, here)
        between = tags.document.text[first.end : last.start]
        beside = abs(other - index) == 1 and len(between) <= _LONGEST_GAP
        tie = (read_tie(between, lang) if beside else None) or Tie(to=other)
        # Read backwards ("Djibo, 20 km north Gaskindé") a direction is not certain.
        bearing = tie.bearing_deg if index < other else None
        found.append(replace(tie, to=other, bearing_deg=bearing, gap=len(between)))
    return tuple(sorted(found, key=lambda tie: (not tie.words, tie.gap)))
