"""Choosing a place for each toponym of a document."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial

from eventgeo.model import Place, Resolution, Tags
from eventgeo.protocols import Gazetteer
from eventgeo.resolution.candidates import Name, gather
from eventgeo.resolution.choices import Choice, Situation
from eventgeo.resolution.company import company, neighbours, votes
from eventgeo.resolution.context import Settled, read_context
from eventgeo.resolution.passes import PASSES
from eventgeo.resolution.ranking import confidence
from eventgeo.resolution.ties import Tie, ties_of

_MOST_ALTERNATIVES = 5


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
        context = read_context(tags).with_votes(votes(names))
        cells = neighbours(names)
        choices: dict[int, Choice] = {}
        settled: dict[int, Place] = {}
        for step in PASSES:
            fresh, told = [], []
            for number, name in enumerate(names):
                if number in choices:
                    continue
                inside = tuple(settled[at] for at in name.inside if at in settled)
                near = partial(company, number=number, cells=cells, settled=choices)
                beside = partial(_beside, tags, name, settled)
                choice = step(name, Situation(context=context, inside=inside, company=near, beside=beside))
                if choice is not None:
                    choices[number] = choice
                    told.append(name)
                    if choice.chosen is not None:
                        fresh.append(_settled(tags, name, choice.chosen.place))
                        settled.update(dict.fromkeys(name.mentions, choice.chosen.place))
            context = context.with_places(fresh).without_votes(votes(told))  # settled names vote no more
        return _resolutions(tags, names, choices)


def _settled(tags: Tags, name: Name, place: Place) -> Settled:
    metonymy = all(tags.toponyms[index].metonymy for index in name.mentions)
    return Settled(place=place, sentences=name.sentences, metonymy=metonymy)


def _beside(tags: Tags, name: Name, settled: Mapping[int, Place]) -> tuple[tuple[Tie, Place], ...]:
    """Return the ties of a name to names already settled."""
    ties = (tie for index in name.mentions for tie in ties_of(tags, index))
    return tuple((tie, settled[tie.to]) for tie in ties if tie.to in settled)


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
            confidence=confidence(choice.chosen, choice.ranked) if choice.chosen else 0.0,
        )
        for index in name.mentions:
            found[index] = replace(template, toponym=tags.toponyms[index])
    return tuple(found[index] for index in range(len(tags.toponyms)))
