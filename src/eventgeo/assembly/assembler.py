"""Triggers and their arguments become event mentions; each argument is found by a module of its own."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from eventgeo.assembly.attribution import attribute
from eventgeo.assembly.casualties import count_casualties
from eventgeo.assembly.clauses import Clauses
from eventgeo.assembly.dates import date_events
from eventgeo.assembly.spatial import read_unnamed
from eventgeo.assembly.spatial_unnamed import country_of, unnamed_relation
from eventgeo.assembly.stages import find_actors, find_places, judge_events
from eventgeo.assembly.weapons import find_weapons
from eventgeo.assembly.weights import Weights
from eventgeo.model import EventMention, Resolution, Tags
from eventgeo.text.sentences import sentence_numbers


class RuleAssembler:
    """Assembles event mentions by reviewed rules, a model's readings where there are any, and weights.

    Parameters
    ----------
    weights : Weights, optional
        By default those that come with the package.

    Examples
    --------
    >>> from eventgeo.gazetteer import open_gazetteer
    >>> from eventgeo.model import Document
    >>> from eventgeo.resolution import RuleResolver
    >>> from eventgeo.tagging.lexicon_tagger import LexiconTagger
    >>> gazetteer = open_gazetteer()
    >>> document = Document(doc_id="1", text="L’armée n’a pas pris Homs.", lang="fr")
    >>> tags = LexiconTagger(gazetteer).tag([document])[0]
    >>> mention, = RuleAssembler().assemble(tags, RuleResolver(gazetteer).resolve(tags))
    >>> mention.judgement.modality, mention.places[0].toponym.text
    ('negated', 'Homs')
    """

    def __init__(self, weights: Weights | None = None) -> None:
        self._weights = weights

    def assemble(self, tags: Tags, resolutions: Sequence[Resolution]) -> tuple[EventMention, ...]:
        """Return one mention a trigger, in text order."""
        lang = tags.document.lang or ""
        chosen = {(found.toponym.start, found.toponym.end): found for found in resolutions}
        clauses = Clauses(lang)
        judgements = judge_events(tags, self._weights, clauses)
        parts = zip(
            tags.triggers,
            sentence_numbers(tags.triggers, tags.sentences),
            judgements,
            find_places(tags, resolutions, self._weights, clauses),
            find_actors(tags, self._weights),
            attribute(tags),
            date_events(tags, judgements),
            count_casualties(tags, judgements),
            find_weapons(tags),
            strict=True,
        )
        mentions = []
        unnamed = cache(lambda number: read_unnamed(tags.sentences[number], lang))
        for trigger, number, judged, places, (initiators, targets), source, date, harmed, arms in parts:
            sentence = tags.sentences[number]
            countries = [country_of(chosen.get((link.toponym.start, link.toponym.end))) for link in places]
            mentions.append(
                EventMention(
                    trigger=trigger,
                    sentence=sentence,
                    judgement=judged,
                    attribution=source,
                    date=date,
                    initiators=initiators,
                    targets=targets,
                    places=places,
                    spatial=unnamed_relation(trigger, unnamed(number), countries) if all(countries) else None,
                    casualties=harmed,
                    weapons=arms,
                )
            )
        return tuple(mentions)
