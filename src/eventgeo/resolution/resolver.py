"""Choosing a place for each toponym of a document: an ordered list of small passes."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from eventgeo.model import Candidate, Place, Resolution, Tags
from eventgeo.protocols import Gazetteer
from eventgeo.resolution.candidates import Name, gather
from eventgeo.resolution.context import Context, read_context
from eventgeo.resolution.ranking import confidence, log10_population, rank, settings
from eventgeo.resolution.reasons import reason_for

_MOST_ALTERNATIVES = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """What a pass decided for a name: the ranked candidates with the chosen one first, or none, and the reason."""

    ranked: tuple[Candidate, ...]
    chosen: Candidate | None
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation:
    """What a pass sees beside the name: the context so far, and the places settled for containers."""

    context: Context
    inside: tuple[Place, ...] = ()


Pass = Callable[[Name, Situation], Choice | None]


def take(name: Name, situation: Situation, ranked: tuple[Candidate, ...], step: str) -> Choice:
    """Return the choice of the first ranked candidate, with its reason."""
    reason = reason_for(ranked[0], name, situation.context, step, situation.inside)
    return Choice(ranked=ranked, chosen=ranked[0], reason=reason)


def countries_and_regions(name: Name, situation: Situation) -> Choice | None:
    """A country or a region known by that name is meant, unless the text says it is something smaller."""
    if name.kind in ("populated", "neighbourhood", "facility", "natural"):
        return None
    wide = [
        candidate
        for candidate in name.candidates
        if candidate.place.kind in ("country", "region") and candidate.match != "transliteration"
    ]
    if not wide or (name.kind == "admin" and any(c.place.kind == "admin" for c in name.candidates)):
        return None
    ranked = rank(name, situation.context, situation.inside)
    if ranked[0].place.kind not in ("country", "region"):
        return None
    return take(name, situation, ranked, f"a {ranked[0].place.kind} of that name")


def famous_places(name: Name, situation: Situation) -> Choice | None:
    """A large place far ahead of its namesakes needs no context."""
    if not name.candidates:
        return None
    ranked = rank(name, situation.context, situation.inside)
    first, fame = ranked[0], settings().fame
    if first.match == "transliteration" or log10_population(first.place) < fame["least_log10_population"]:
        return None
    if len(ranked) > 1 and first.score - ranked[1].score < fame["lead"] and not _same_spot(first, ranked[1]):
        return None
    return take(name, situation, ranked, "a large place far ahead of its namesakes")


def places_in_context(name: Name, situation: Situation) -> Choice | None:
    """The place that fits best with the country, the neighbours, the kind, and its size."""
    if not name.candidates:
        return None
    ranked = rank(name, situation.context, situation.inside)
    if _is_far_fetched(ranked[0], name, situation.context):
        return None
    return take(name, situation, ranked, "fits best")


def unresolved(name: Name, situation: Situation) -> Choice | None:
    """No place: none of that name, or none that is not far-fetched."""
    if not name.candidates:
        return Choice(ranked=(), chosen=None, reason="no place of that name in the gazetteer")
    ranked = rank(name, situation.context, situation.inside)
    best = ranked[0].place
    return Choice(
        ranked=ranked,
        chosen=None,
        reason=f"the best match, {best.name} ({best.country or best.kind}), is far from all else in the text",
    )


# Each pass sees what the passes before it settled; a name that one settles is closed to the next.
PASSES: tuple[Pass, ...] = (
    countries_and_regions,
    famous_places,
    places_in_context,
    places_in_context,
    unresolved,
)


class RuleResolver:
    """Resolves toponyms by rules: the passes of ``PASSES`` in order.

    Parameters
    ----------
    gazetteer : Gazetteer

    Examples
    --------
    >>> from eventgeo.gazetteer import open_gazetteer
    >>> from eventgeo.model import Document, Tags, Toponym
    >>> from eventgeo.text.sentences import split_sentences
    >>> text = "Des combats à Tripoli, au Liban."
    >>> document = Document(doc_id="1", text=text, lang="fr")
    >>> names = (Toponym(start=14, end=21, text="Tripoli"), Toponym(start=26, end=31, text="Liban"))
    >>> tags = Tags(document=document, sentences=split_sentences(text, "fr"), toponyms=names)
    >>> [resolution.chosen.place.country for resolution in RuleResolver(open_gazetteer()).resolve(tags)]
    ['LB', 'LB']
    """

    def __init__(self, gazetteer: Gazetteer) -> None:
        self.gazetteer = gazetteer

    def resolve(self, tags: Tags) -> tuple[Resolution, ...]:
        """Return one resolution a toponym, in the order of ``tags.toponyms``."""
        names = gather(tags, self.gazetteer)
        context = read_context(tags)
        choices: dict[int, Choice] = {}
        settled: dict[int, Place] = {}
        for step in PASSES:
            fresh = []
            for number, name in enumerate(names):
                if number in choices:
                    continue
                inside = tuple(settled[at] for at in name.inside if at in settled)
                choice = step(name, Situation(context=context, inside=inside))
                if choice is not None:
                    choices[number] = choice
                    if choice.chosen is not None:
                        fresh.append((choice.chosen.place, name.sentences))
                        settled.update(dict.fromkeys(name.mentions, choice.chosen.place))
            context = context.with_places(fresh)
        return _resolutions(tags, names, choices)


def _resolutions(tags: Tags, names: Sequence[Name], choices: Mapping[int, Choice]) -> tuple[Resolution, ...]:
    found: dict[int, Resolution] = {}
    for number, name in enumerate(names):
        choice = choices[number]
        others = tuple(c for c in choice.ranked if c is not choice.chosen)[:_MOST_ALTERNATIVES]
        template = Resolution(
            toponym=tags.toponyms[name.mentions[0]],
            chosen=choice.chosen,
            reason=choice.reason,
            alternatives=others,
            confidence=confidence(choice.ranked) if choice.chosen else 0.0,
        )
        for index in name.mentions:
            found[index] = replace(template, toponym=tags.toponyms[index])
    return tuple(found[index] for index in range(len(tags.toponyms)))


def _same_spot(one: Candidate, other: Candidate) -> bool:
    """Whether two candidates are a town and its own province."""
    return bool(one.place.admin1) and one.place.admin1 == other.place.admin1


def _is_far_fetched(candidate: Candidate, name: Name, context: Context) -> bool:
    """Whether nothing in the text but a small or merely like-sounding name speaks for a candidate."""
    place, limits = candidate.place, settings().refusal
    if "adjective" in candidate.features or "container" in candidate.features:
        return False
    if not context.pointers and not context.anchors:
        return candidate.match == "transliteration"
    distance, _ = context.nearest(place)
    at_home = context.share(place.country) > 0 if place.country else True
    if (
        at_home
        or distance < settings().distances["far_km"]
        or (math.isinf(distance) and not context.pointers)
    ):
        return False
    return candidate.match == "transliteration" or (
        place.kind == "populated" and place.population < limits["least_population_without_context"]
    )
