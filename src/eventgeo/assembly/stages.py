"""Rules, a model's readings or both: for each stage that both can do, the one place where that is chosen.

Without readings rules decide, and where there are none nothing is made up. With readings both are mixed by
fitted weights (:mod:`eventgeo.assembly.mixing`); in languages and stages without weights readings decide.
"""

from __future__ import annotations

from collections.abc import Sequence

from eventgeo.assembly.actor_choice import choose_actors
from eventgeo.assembly.clauses import Clauses
from eventgeo.assembly.modality import modality_evidence
from eventgeo.assembly.modality_model import weigh_evidence
from eventgeo.assembly.place_readings import read_places
from eventgeo.assembly.places import link_places
from eventgeo.assembly.readings import read_actors, read_judgement
from eventgeo.assembly.rulefiles import read_rules
from eventgeo.assembly.weights import Weights
from eventgeo.model import ActorMention, Judgement, PlaceLink, Resolution, Tags


def judge_events(
    tags: Tags, weights: Weights | None = None, clauses: Clauses | None = None
) -> tuple[Judgement, ...]:
    """Return the modality of each trigger, in order; by the package's weights if by no others.

    Parameters
    ----------
    tags : Tags
    weights : Weights, optional
    clauses : Clauses, optional
        Those of the document, where others ask for them too.

    Examples
    --------
    >>> from eventgeo.model import Document
    >>> from eventgeo.tagging.triggers import find_triggers
    >>> from eventgeo.text.sentences import split_sentences
    >>> text = "The army failed to take the town, then shelled it."
    >>> sentences = split_sentences(text, "en")
    >>> document = Document(doc_id="1", text=text, lang="en")
    >>> tags = Tags(document=document, sentences=sentences, triggers=find_triggers(sentences, "en"))
    >>> [judgement.modality for judgement in judge_events(tags)]
    ['negated', 'asserted']
    """
    model = (weights or Weights()).modality.get(tags.document.lang or "")
    if tags.readings and model is None:
        return tuple(read_judgement(reading) for reading in tags.readings)
    evidence = modality_evidence(tags, clauses)
    if not tags.readings or model is None:
        return tuple(found.judgement for found in evidence)
    return weigh_evidence(tags, evidence, model)


def find_places(
    tags: Tags,
    resolutions: Sequence[Resolution],
    weights: Weights | None = None,
    clauses: Clauses | None = None,
) -> tuple[tuple[PlaceLink, ...], ...]:
    """Return the places of each trigger, in order; by the package's weights if by no others.

    Parameters
    ----------
    tags : Tags
    resolutions : sequence of Resolution
        Those of its toponyms.
    weights : Weights, optional
    clauses : Clauses, optional
        Those of the document, where others ask for them too.

    Examples
    --------
    >>> from eventgeo.model import Document, Toponym
    >>> from eventgeo.tagging.triggers import find_triggers
    >>> from eventgeo.text.sentences import split_sentences
    >>> text = "Des rebelles ont attaqué Gao."
    >>> sentences = split_sentences(text, "fr")
    >>> gao = Toponym(start=25, end=28, text="Gao", kind="populated")
    >>> tags = Tags(
    ...     document=Document(doc_id="1", text=text, lang="fr"),
    ...     sentences=sentences,
    ...     triggers=find_triggers(sentences, "fr"),
    ...     toponyms=(gao,),
    ... )
    >>> [[link]] = find_places(tags, [Resolution(toponym=gao, chosen=None, reason="")])
    >>> link.toponym.text, link.role
    ('Gao', 'location')
    """
    if tags.readings and not read_rules(tags.document.lang or "", "places"):
        return read_places(tags, resolutions)
    return link_places(tags, resolutions, weights.places if weights else None, clauses)


def find_actors(
    tags: Tags, weights: Weights | None = None
) -> tuple[tuple[tuple[ActorMention, ...], tuple[ActorMention, ...]], ...]:
    """Return initiators and targets of each trigger, in order; by the package's weights if by no others.

    Parameters
    ----------
    tags : Tags
    weights : Weights, optional

    Examples
    --------
    >>> from eventgeo.model import Document
    >>> from eventgeo.tagging import actors
    >>> from eventgeo.tagging.triggers import find_triggers
    >>> from eventgeo.text.sentences import split_sentences
    >>> text = "Rebels attacked the army."
    >>> sentences = split_sentences(text, "en")
    >>> tags = Tags(
    ...     document=Document(doc_id="1", text=text, lang="en"),
    ...     sentences=sentences,
    ...     triggers=find_triggers(sentences, "en"),
    ...     actors=actors.find_actors(sentences, "en"),
    ... )
    >>> [[(rebels,), (army,)]] = find_actors(tags)
    >>> rebels.text, army.text
    ('Rebels', 'army')
    """
    if read_rules(tags.document.lang or "", "actors"):
        return choose_actors(tags, weights.actors if weights else None)
    return read_actors(tags) if tags.readings else tuple(((), ()) for _ in tags.triggers)
