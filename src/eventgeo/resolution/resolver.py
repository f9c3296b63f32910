"""Choosing a place for each toponym of a document."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial

from eventgeo.model import Candidate, Place, Resolution, Tags
from eventgeo.protocols import Gazetteer
from eventgeo.resolution.backdrop import with_backdrop
from eventgeo.resolution.candidates import Name, gather
from eventgeo.resolution.choices import Choice, Situation
from eventgeo.resolution.confidence import confidence_in
from eventgeo.resolution.context import Context, Settled, read_context
from eventgeo.resolution.placements import PLACEMENTS
from eventgeo.resolution.ranker import Ranker, shipped_ranker
from eventgeo.resolution.reasons import reason_for, refusal_reason
from eventgeo.resolution.rounds import Reading, are_near, likelihood_near, ranked, read_names
from eventgeo.resolution.said import SOURCE as CORRECTIONS
from eventgeo.resolution.said import said_of
from eventgeo.resolution.ties import Tie, ties_of

_MOST_ALTERNATIVES = 5
_SAME_SPOT_KM, _SAME_AREA_KM = 25.0, 161.0  # as the measures of the field have it
_SURE_ENOUGH = 0.5
_SUREST = 0.99


class RuleResolver:
    """Resolves toponyms by a small trained model over named features.

    All names of a document are read together: by themselves, then in the light of the countries and units
    that the others may be, then of all places they may be. The likeliest candidate is chosen unless it is
    likelier that none is meant; what then has no place is put beside what the text ties it to.

    Parameters
    ----------
    gazetteer : Gazetteer
    ranker : Ranker, optional
        By default the one that comes with the package.

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

    def __init__(self, gazetteer: Gazetteer, *, ranker: Ranker | None = None) -> None:
        self.gazetteer = gazetteer
        self.ranker = ranker if ranker is not None else shipped_ranker()

    def resolve(self, tags: Tags) -> tuple[Resolution, ...]:
        """Return one resolution a toponym, in the order of ``tags.toponyms``."""
        if not tags.toponyms:
            return ()
        seen, at = with_backdrop(tags, self.gazetteer)
        names = gather(seen, self.gazetteer)
        readings = read_names(names, seen, self.ranker)
        context, settled = read_context(seen), {}
        choices: dict[int, Choice] = {}
        fresh = []
        for number, reading in enumerate(readings):
            said = said_of(self.gazetteer, reading.name.text)
            if (best := _best(reading, self.ranker, said)) is not None:
                choices[number] = best
                if best.chosen is not None and reading.name.marked:
                    fresh.append(_settled(reading.name, best.chosen.place))
                    settled.update(dict.fromkeys(reading.name.mentions, best.chosen.place))
        context = context.with_places(fresh)
        for number, choice in choices.items():
            choices[number] = _with_reason(choice, readings[number].name, context, settled)
        _place_the_rest(seen, readings, choices, settled, context, self.ranker)
        found = _resolutions(seen, [reading.name for reading in readings], choices)
        return tuple(found[index] for index in at)


def _best(reading: Reading, ranker: Ranker, said: str) -> Choice | None:
    """Return the choice of the likeliest candidate, its reason still to come; None where none is meant.

    What the user said of the name himself goes before all.
    """
    candidates = reading.name.candidates
    if own := [candidate for candidate in candidates if candidate.place.source == CORRECTIONS]:
        return Choice(ranked=tuple(own), chosen=own[0], reason=said or "your correction", confidence=_SUREST)
    if said and not candidates:
        return Choice(ranked=(), chosen=None, reason=said)
    if not candidates or reading.none > ranker.refuse_above:
        return None
    order = ranked(reading, ranker, 1 + _MOST_ALTERNATIVES)
    chosen = _of_likeliest_spot(reading, order)
    together = likelihood_near(reading, chosen.place, _SAME_AREA_KM)
    sure = confidence_in(chosen.place, together, ranker.confidence)
    return Choice(ranked=order, chosen=chosen, reason="", confidence=round(sure, 3))


def _of_likeliest_spot(reading: Reading, order: Sequence[Candidate]) -> Candidate:
    """Return the likeliest candidate of the likeliest spot: a town and its own unit are no rivals."""
    if len(order) == 1 or max(reading.likelihoods) > _SURE_ENOUGH:
        return order[0]
    spots = [likelihood_near(reading, candidate.place, _SAME_SPOT_KM) for candidate in order]
    best = order[max(range(len(order)), key=lambda at: (spots[at], -at))].place
    return next(c for c in order if are_near(c.place, best, _SAME_SPOT_KM))


def _with_reason(choice: Choice, name: Name, context: Context, settled: Mapping[int, Place]) -> Choice:
    if choice.reason or choice.chosen is None:
        return choice
    inside = tuple(settled[at] for at in name.inside if at in settled)
    return replace(choice, reason=reason_for(choice.chosen, name, context, inside))


def _place_the_rest(
    tags: Tags,
    readings: Sequence[Reading],
    choices: dict[int, Choice],
    settled: dict[int, Place],
    context: Context,
    ranker: Ranker,
) -> None:
    """Put the names without a place beside others, each pass seeing what those before it put; else refuse."""
    sure = {choice.chosen.place.place_id: choice.confidence for choice in choices.values() if choice.chosen}
    for step in PLACEMENTS:
        fresh = []
        for number, reading in enumerate(readings):
            name = reading.name
            if number in choices or not name.marked:
                continue
            beside = partial(_beside, tags, name, settled)
            choice = step(name, Situation(context=context, beside=beside))
            if choice is not None and choice.chosen is not None:
                doubt = sure.get(choice.beside, 1.0)
                choices[number] = replace(choice, confidence=round(choice.confidence * doubt, 3))
                sure[choice.chosen.place.place_id] = choices[number].confidence
                fresh.append((name, choice.chosen.place))
        for name, place in fresh:
            settled.update(dict.fromkeys(name.mentions, place))
        context = context.with_places([_settled(name, place) for name, place in fresh])
    for number, reading in enumerate(readings):
        if number not in choices:
            order = ranked(reading, ranker, 1 + _MOST_ALTERNATIVES)
            choices[number] = Choice(ranked=order, chosen=None, reason=refusal_reason(order, context))


def _settled(name: Name, place: Place) -> Settled:
    return Settled(place=place, sentences=name.sentences, metonymy=name.metonymy)


def _beside(tags: Tags, name: Name, settled: Mapping[int, Place]) -> tuple[tuple[Tie, Place], ...]:
    """Return the ties of a name to names already settled."""
    ties = (tie for index in name.mentions for tie in ties_of(tags, index))
    return tuple((tie, settled[tie.to]) for tie in ties if tie.to in settled)


def _resolutions(tags: Tags, names: Sequence[Name], choices: Mapping[int, Choice]) -> dict[int, Resolution]:
    found: dict[int, Resolution] = {}
    for number, name in enumerate(names):
        choice = choices[number]
        others = tuple(c for c in choice.ranked if c is not choice.chosen)[:_MOST_ALTERNATIVES]
        for index in name.mentions:
            found[index] = Resolution(
                toponym=tags.toponyms[index],
                chosen=choice.chosen,
                reason=choice.reason,
                alternatives=others,
                confidence=choice.confidence,
            )
    return found
