"""The words of a language that say where something lies by other places: ``rules/<lang>/spatial.toml``.

A phrase of the rules is a row of words and slots. ``PLACE`` stands for a toponym with what describes it
("la ville de Homs"), ``NAME`` for one without, ``DISTANCE`` for a distance, ``DIRECTION`` for a noun of
direction ("nord"), ``COMPASS`` for one that is no other word too ("est" is "is" as well), ``SIDE`` for an
adjective ("northern"), ``COUNTRIES`` and ``COUNTRY`` for adjectives of two or one ("syro-irakienne").
``a|b`` are alternatives, ``word?`` may be left out, ``*`` is any one word, and ``!word`` must not stand
there: after what was read or, at the beginning, before it all.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from eventgeo.assembly.rulefiles import read_rules, texts_in

_SLOTS = frozenset({"PLACE", "NAME", "DISTANCE", "DIRECTION", "COMPASS", "SIDE", "COUNTRIES", "COUNTRY"})
_NAMED = "(?P<direction>"
_FIRST_DISTANCE = frozenset({"#0"})
_BARE = re.compile(r"[^\s|?*!]+")
_LEAST_TYING = 3
_MOST_DESCRIBING = 2
"""Words before a noun of kind that may describe it: "the militant-held northern town of"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase:
    """One phrase of the rules, with the words of which at least one must be in a text for it to match."""

    kind: str
    words: str
    pattern: re.Pattern[str]
    keys: frozenset[str]
    names_places: bool
    """Else it tells of countries by their adjectives only."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DistanceWords:
    """How a language writes distances."""

    units: Mapping[str, float]
    """Kilometres of each unit, of one word or more ("heures de route")."""
    unit_openers: frozenset[str]
    """The first words of all units."""
    signs: frozenset[str]
    """Words without one of which there is no distance."""
    wholes: Mapping[str, float]
    """Words that hold number and unit ("كيلومترين", two kilometres)."""
    some: Mapping[str, tuple[float, float]]
    """Words for few or many ("quelques"), as a range."""
    halves: Mapping[str, float]
    links: frozenset[str]
    """What may stand between number and unit ("une dizaine de km", "30-kilometre")."""
    ranges: frozenset[str]
    range_openers: frozenset[str]
    about: tuple[tuple[str, ...], ...]
    at_most: tuple[tuple[str, ...], ...]
    at_least: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SpatialRules:
    """One language's words and phrases, in the forms in which they are looked up."""

    triggers: frozenset[str]
    """Words without one of which a sentence has no relation to its places."""
    country_triggers: frozenset[str]
    """Likewise for relations told by adjectives of countries."""
    articles: frozenset[str]
    contractions: Mapping[str, str]
    prefixes: tuple[str, ...]
    """Written as one with a word of the rules ("بريف"); taken off."""
    vocabulary: frozenset[str]
    bearings: Mapping[str, float]
    ambiguous: frozenset[str]
    """Directions that are other words too, unless one of ``definite`` stands before ("l'est")."""
    definite: frozenset[str]
    more: re.Pattern[str]
    """The rest of a list of places: ", B et C"."""
    naming: tuple[Phrase, ...]
    """Phrases that name places."""
    unnamed: tuple[Phrase, ...]
    """Those that tell of countries by their adjectives only."""
    country_prefixes: Mapping[str, str]
    """What stands for a country before the adjective of another: "syro-irakienne"."""
    distances: DistanceWords


@cache
def spatial_rules(lang: str) -> SpatialRules | None:
    """Return the rules of `lang`, None for a language without them.

    Examples
    --------
    >>> rules = spatial_rules("fr")
    >>> rules.bearings["nord-est"], "frontière" in rules.triggers, spatial_rules("xx")
    (45.0, True, None)
    """
    table = read_rules(lang, "spatial")
    if not table:
        return None
    nouns = _bearings(table["directions"]["nouns"])
    sides = _bearings(table["directions"]["adjectives"])
    ambiguous, definite = frozenset(table["directions"]["ambiguous"]), table["directions"]["definite"]
    nouns |= {article + word: nouns[word] for word in ambiguous for article in definite}
    compass = {word: bearing for word, bearing in nouns.items() if word not in ambiguous}
    slots = _slots(table, nouns, compass, sides)
    keys = {
        "DIRECTION": frozenset(_words(nouns)),
        "COMPASS": frozenset(_words(compass)),
        "SIDE": frozenset(_words(sides)),
    }
    phrases = tuple(
        _phrase(kind, words, slots, keys) for kind, rows in table["phrases"].items() for words in rows
    )
    joints = "|".join(map(re.escape, table["conjunctions"]))
    other = f"(?:(?:{slots['OF']}) )?{slots['OTHER']}"
    more = rf"(?:(?:, {other})*(?:, )?(?:{joints}) {other})+"
    distances = _distance_words(table["distances"])
    return SpatialRules(
        triggers=_keys(phrases, names_places=True) | _words(distances.units),
        country_triggers=_keys(phrases, names_places=False),
        articles=frozenset(table["articles"]),
        contractions=table.get("contractions", {}),
        prefixes=tuple(table.get("prefixes", ())),
        vocabulary=frozenset(_bare_words(texts_in(table))),
        bearings=nouns | sides,
        ambiguous=ambiguous,
        definite=frozenset(definite),
        more=re.compile(more),
        naming=tuple(phrase for phrase in phrases if phrase.names_places),
        unnamed=tuple(phrase for phrase in phrases if not phrase.names_places),
        country_prefixes=_by_word(table.get("country_prefixes", {})),
        distances=distances,
    )


def _keys(phrases: Iterable[Phrase], *, names_places: bool) -> frozenset[str]:
    return frozenset(key for phrase in phrases if phrase.names_places == names_places for key in phrase.keys)


def _bearings(table: Mapping[str, Sequence[str]]) -> dict[str, float]:
    return {word: BEARINGS[name] for word, name in _by_word(table).items()}


BEARINGS: Mapping[str, float] = {
    "north": 0.0, "north_northeast": 22.5, "northeast": 45.0, "east_northeast": 67.5,
    "east": 90.0, "east_southeast": 112.5, "southeast": 135.0, "south_southeast": 157.5,
    "south": 180.0, "south_southwest": 202.5, "southwest": 225.0, "west_southwest": 247.5,
    "west": 270.0, "west_northwest": 292.5, "northwest": 315.0, "north_northwest": 337.5,
    "centre": -1.0,
}  # fmt: skip
"""Degrees clockwise from north of the directions that rules and relations name; the centre has none."""
NAME_OF_BEARING: Mapping[float, str] = {degrees: name for name, degrees in BEARINGS.items()}


def _by_word(table: Mapping[str, Sequence[str]]) -> dict[str, str]:
    return {word: name for name, words in table.items() for word in words}


def _slots(
    table: Mapping[str, Any], nouns: Iterable[str], compass: Iterable[str], sides: Iterable[str]
) -> dict[str, str]:
    of = "|".join(map(re.escape, table["of"]))
    kinds = "|".join(map(re.escape, sorted(table["place_nouns"], key=len, reverse=True)))
    side = _either(sides)
    tying = {word for rows in table["phrases"].values() for row in rows for word in _literals(row)}
    other = rf"(?!(?:{_either(tying | set(table['of']))}) )[^\s‹,.;:()#]+ "
    described = rf"(?:(?:{other}){{0,{_MOST_DESCRIBING}}}(?:{kinds}) (?:(?:{other})?(?:{of}) )?)?"
    return {
        "OF": of,
        "PLACE": rf"{described}(?:(?:{side}) )*‹\d+› ",
        "NAME": r"‹\d+› ",
        "OTHER": rf"{described}‹\d+› ",
        "DISTANCE": r"#\d+ ",
        "DIRECTION": rf"(?P<direction>{_either(nouns)}) ",
        "COMPASS": rf"(?P<direction>{_either(compass)}) ",
        "SIDE": rf"(?P<direction>{side}) ",
        "COUNTRIES": r"=[A-Z]{2}-[A-Z]{2} ",
        "COUNTRY": r"=[A-Z]{2} ",
    }


def _literals(phrase: str) -> set[str]:
    """Return the words of a phrase that tie a place, without the short ones that stand anywhere."""
    words = {
        word
        for part in phrase.split()
        if part not in _SLOTS and part[0] != "!"
        for word in part.strip("?").split("|")
    }
    return {word for word in words if len(word) >= _LEAST_TYING}


def _either(words: Iterable[str]) -> str:
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True)))


def _phrase(
    kind: str, words: str, slots: Mapping[str, str], slot_keys: Mapping[str, frozenset[str]]
) -> Phrase:
    parts: list[str] = []
    keys: list[frozenset[str]] = []
    for word in words.split():
        name, optional = word.removesuffix("?"), word.endswith("?")
        if name.startswith("!"):
            part = _not(name[1:].split("|"), is_first=not parts)
        elif name in _SLOTS:
            part = slots[name]
            if _NAMED in part and any(_NAMED in before for before in parts):
                part = part.replace(_NAMED, "(?:")  # the first direction counts
            if not optional and name in slot_keys:
                keys.append(slot_keys[name])
        elif name == "*":
            part = r"[^\s‹#]+ "
        else:
            part = f"(?:{_either(name.split('|'))}) "
            if not optional:
                keys.append(frozenset(name.split("|")))
        parts.append(f"(?:{part})?" if optional else part)
    if "DISTANCE" in words.split():
        keys = [_FIRST_DISTANCE]
    rarest = max(keys, key=lambda key: min(map(len, key)), default=frozenset())
    return Phrase(
        kind=kind,
        words=words,
        pattern=re.compile(r"(?<!\S)" + "".join(parts)),
        keys=rarest,
        names_places="PLACE" in words or "NAME" in words,
    )


def _not(words: Sequence[str], *, is_first: bool) -> str:
    """Return the condition that none of the words stands before a phrase, or after what was read of it."""
    if is_first:
        return "".join("(?<!› )" if word == "PLACE" else rf"(?<! {re.escape(word)} )" for word in words)
    return f"(?!(?:{_either(words)}) )"


def _distance_words(table: Mapping[str, Any]) -> DistanceWords:
    return DistanceWords(
        units=table["units"],
        unit_openers=frozenset(unit.split()[0] for unit in table["units"]),
        signs=frozenset(_words([*table["units"], *table.get("wholes", ())])),
        wholes=table.get("wholes", {}),
        some={word: (low, high) for word, (low, high) in table.get("some", {}).items()},
        halves=table.get("halves", {}),
        links=frozenset(table["links"]),
        ranges=frozenset(table["ranges"]),
        range_openers=frozenset(table.get("range_openers", ())),
        about=_longest_first(table["about"]),
        at_most=_longest_first(table["at_most"]),
        at_least=_longest_first(table["at_least"]),
    )


def _longest_first(phrases: Iterable[str]) -> tuple[tuple[str, ...], ...]:
    return tuple(sorted((tuple(phrase.split()) for phrase in phrases), key=lambda row: (-len(row), row)))


def _bare_words(texts: Iterable[str]) -> set[str]:
    return {word for text in texts for word in _BARE.findall(text)}


def _words(texts: Iterable[str]) -> set[str]:
    return {word for text in texts for word in text.split()}
