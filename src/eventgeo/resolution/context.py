"""What a document says of where it plays: countries named, words that point to countries, places settled."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache

from eventgeo.datafiles import read_toml
from eventgeo.model import Place, Sentence, Tags
from eventgeo.resolution.geodesy import great_circle_km
from eventgeo.text.demonyms import demonyms

# People and armies are as often abroad as at home, so is a government: they say less than places do.
_DEMONYM_WEIGHT = 0.15
_METONYM_SHARE = 0.15
_DOUBT = 0.6  # so much is held to point elsewhere, so that a word or two decide little
_SENTENCES_BACK, _SENTENCES_ON = 2, 1
_CAPITAL = "PPLC"
_PLACE_WEIGHT = {"country": 1.0, "admin": 0.8, "populated": 0.7}


@cache
def _place_nouns(lang: str) -> frozenset[str]:
    """Return the nouns that say, with an adjective, that a place comes: "the Iraqi town of"."""
    return frozenset(read_toml("resolution", "data/place_nouns.toml").get(lang, ()))


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """A place that a pass settled, the sentences that name it, and whether it stands for a government."""

    place: Place
    sentences: tuple[int, ...] = ()
    metonymy: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What is known so far of where a document plays.

    Attributes
    ----------
    pointers : mapping of str to float
        How much points to each country: places settled, adjectives, people.
    votes : mapping of str to float
        How much names not yet settled point to each country, by where places of that name are.
    peoples : mapping of int to frozenset of str
        The countries that each sentence points to by an adjective, a people or a government.
    named : mapping of int to frozenset of str
        The countries of the places settled in each sentence, those left out that stand for a government.
    towns : mapping of int to tuple of Place
        The towns that each sentence names.
    anchors : tuple of Place
        The places settled that are small enough to be near or far from.
    """

    pointers: Mapping[str, float] = field(default_factory=dict)
    votes: Mapping[str, float] = field(default_factory=dict)
    peoples: Mapping[int, frozenset[str]] = field(default_factory=dict)
    named: Mapping[int, frozenset[str]] = field(default_factory=dict)
    towns: Mapping[int, tuple[Place, ...]] = field(default_factory=dict)
    anchors: tuple[Place, ...] = ()

    def share(self, country: str) -> float:
        """Return which part of pointers and votes goes to `country`, 0 to 1."""
        total = _DOUBT + sum(self.pointers.values()) + sum(self.votes.values())
        return (self.pointers.get(country, 0.0) + self.votes.get(country, 0.0)) / total

    def points_to(self, country: str) -> float:
        """Return which part of the pointers goes to `country`, 0 to 1."""
        total = sum(self.pointers.values())
        return self.pointers.get(country, 0.0) / total if total else 0.0

    def is_scene(self, country: str) -> bool:
        """Whether `country` is the one that most points to."""
        return bool(country) and self.pointers.get(country, 0.0) >= max(self.pointers.values(), default=0.0)

    def nearest(self, place: Place) -> tuple[float, Place | None]:
        """Return the distance in km to the nearest other place settled, and that place."""
        best, at = math.inf, None
        for anchor in self.anchors:
            if anchor.place_id != place.place_id:
                distance = great_circle_km(place.latitude, place.longitude, anchor.latitude, anchor.longitude)
                if distance < best:
                    best, at = distance, anchor
        return best, at

    def town_near(self, sentences: Sequence[int]) -> Place | None:
        """Return the town that one of `sentences` most likely speaks of, if any.

        That is a town named there, up to two sentences before or in the sentence after, in the country the
        text points to most, the nearest before first; else the last one of the scene named before, else the
        next one after.
        """
        window = [
            town
            for sentence in sentences
            for step in (*range(0, -_SENTENCES_BACK - 1, -1), *range(1, _SENTENCES_ON + 1))
            for town in reversed(self.towns.get(sentence + step, ()))
        ]
        if window:
            # The first of the best; the capital last, where statements are made on what happened elsewhere.
            return max(window, key=lambda town: (self.points_to(town.country), town.feature_code != _CAPITAL))
        here, last = min(sentences, default=0), max(self.towns, default=-1)
        for at in (*range(here, -1, -1), *range(here + 1, last + 1)):
            for town in reversed(self.towns.get(at, ())):
                if self.is_scene(town.country):
                    return town
        return None

    def with_votes(self, votes: Mapping[str, float]) -> Context:
        """Return the context with these votes."""
        return replace(self, votes=votes)

    def without_votes(self, votes: Mapping[str, float]) -> Context:
        """Return the context without some of its votes."""
        left = {country: weight - votes.get(country, 0.0) for country, weight in self.votes.items()}
        return replace(self, votes=left) if votes else self

    def with_places(self, settled: Sequence[Settled]) -> Context:
        """Return the context enriched by places."""
        pointers = defaultdict(float, self.pointers)
        anchors = list(self.anchors)
        peoples, named, towns = dict(self.peoples), dict(self.named), dict(self.towns)
        for fresh in settled:
            place, sentences, country = fresh.place, fresh.sentences, frozenset((fresh.place.country,))
            if place.country:
                mentions = 1 + math.log(max(1, len(sentences)))
                weight = _PLACE_WEIGHT.get(place.kind, 0.5) * mentions
                pointers[place.country] += weight * (_METONYM_SHARE if fresh.metonymy else 1)
            for index in sentences:
                if place.country:
                    pointing = peoples if fresh.metonymy else named
                    pointing[index] = pointing.get(index, frozenset()) | country
                if place.kind == "populated" and place.source != "context" and not fresh.metonymy:
                    towns[index] = (*towns.get(index, ()), place)
            if place.kind not in ("country", "region") and not fresh.metonymy:
                anchors.append(place)
        return replace(
            self,
            pointers=dict(pointers),
            peoples=peoples,
            named=named,
            towns=towns,
            anchors=tuple(anchors),
        )


def read_context(tags: Tags) -> Context:
    """Return what the words of a document that are no places point to."""
    words = demonyms(tags.document.lang or "").pointing
    pointers: defaultdict[str, float] = defaultdict(float)
    peoples: dict[int, frozenset[str]] = {}
    for sentence in tags.sentences:
        here = [countries for token in sentence.tokens if (countries := words.get(token.norm))]
        for countries in here:
            for country in countries:
                pointers[country] += _DEMONYM_WEIGHT / len(countries)
        if here:
            peoples[sentence.index] = frozenset(country for countries in here for country in countries)
    return Context(pointers=dict(pointers), peoples=peoples)


def adjective_before(sentence: Sentence, position: int, lang: str) -> tuple[str, tuple[str, ...]]:
    """Return the adjective of country said of the name at token `position`, with its countries.

    "la ville irakienne d'al-Qaïm" and "the Iraqi border town of Qaim" say where the name lies, "les
    forces irakiennes à al-Qaïm" does not: there must be a noun for a place, and between it and the name
    only words of the noun phrase.
    """
    pointing, place_nouns = demonyms(lang).pointing, _place_nouns(lang)
    adjective, noun = "", False
    countries: tuple[str, ...] = ()
    for token in reversed(sentence.tokens[max(0, position - _WINDOW) : position]):
        if token.norm in place_nouns:
            noun = True
        elif token.norm in pointing:
            adjective, countries = token.text, pointing[token.norm]
        elif not (
            token.norm in _LINKS or (noun and not countries and token.is_word and not token.is_capitalised)
        ):
            break
        if noun and countries:
            return adjective, countries
    return "", ()


_WINDOW = 6
_LINKS = frozenset(
    (
        *("de", "d'", "du", "des", "la", "le", "les", "l'", "frontalière", "côtière"),
        *("of", "the", "in", "border"),
        *("del", "el", "los", "las", "fronteriza", "costera"),
    )
)
