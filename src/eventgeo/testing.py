"""Contract suites: what any tagger, gazetteer or resolver of anyone's must keep.

Each function raises AssertionError with what was broken; call them from your own tests.

>>> from eventgeo.gazetteer import open_gazetteer
>>> check_gazetteer(open_gazetteer(), known=("Paris", "Alep"))
"""

from __future__ import annotations

from collections.abc import Sequence

from eventgeo.model import KINDS, MATCHES, Document, Span, Tags
from eventgeo.ontology import event_types
from eventgeo.protocols import Gazetteer, Resolver, Tagger

_NO_PLACE = "Xqzvtkw"


def check_gazetteer(gazetteer: Gazetteer, known: Sequence[str]) -> None:
    """Check a gazetteer: names in `known` have places in range, best match first; nonsense has none."""
    _hold(isinstance(gazetteer, Gazetteer), "it lacks a member of the Gazetteer protocol")
    _hold(bool(gazetteer.name), "name is empty")
    for nothing in ("", " ", _NO_PLACE):
        _hold(gazetteer.lookup(nothing) == (), f"lookup({nothing!r}) finds something")
    for name in known:
        candidates = gazetteer.lookup(name)
        _hold(bool(candidates), f"lookup({name!r}) finds nothing")
        _hold(candidates == gazetteer.lookup(name), f"lookup({name!r}) differs from call to call")
        ranks = [MATCHES.index(candidate.match) for candidate in candidates]
        _hold(ranks == sorted(ranks), f"lookup({name!r}) is not ordered by kind of match")
        for candidate in candidates:
            place = candidate.place
            _hold(place.kind in KINDS, f"{place.place_id}: kind {place.kind!r}")
            _hold(-90 <= place.latitude <= 90, f"{place.place_id}: latitude {place.latitude}")
            _hold(-180 <= place.longitude <= 180, f"{place.place_id}: longitude {place.longitude}")
            _hold(place.country == place.country.upper(), f"{place.place_id}: country {place.country!r}")


def check_tagger(tagger: Tagger, documents: Sequence[Document]) -> None:
    """Check a tagger: one output a document, spans that slice to their text, known types, same every time."""
    _hold(isinstance(tagger, Tagger), "it lacks a member of the Tagger protocol")
    _hold(bool(tagger.name), "name is empty")
    _hold(tagger.tag([]) == [], "no documents do not give no tags")
    found = tagger.tag(documents)
    _hold(len(found) == len(documents), "not one output a document")
    _hold(found == tagger.tag(documents), "the same documents give other tags")
    backwards = tagger.tag(list(reversed(documents)))
    _hold(found == list(reversed(backwards)), "the order of documents changes their tags")
    for document, tags in zip(documents, found, strict=True):
        _hold(tags.document == document, f"{document.doc_id}: the tags are of another document")
        for spans in (tags.sentences, tags.triggers, tags.toponyms, tags.actors):
            _check_spans(document, spans)
        for trigger in tags.triggers:
            _hold(trigger.event_type in event_types(), f"unknown event type {trigger.event_type!r}")
        for toponym in tags.toponyms:
            _hold(toponym.kind is None or toponym.kind in KINDS, f"unknown kind {toponym.kind!r}")


def check_resolver(resolver: Resolver, tags: Sequence[Tags]) -> None:
    """Check a resolver: one resolution a toponym, in order, each with a reason, same every time."""
    _hold(isinstance(resolver, Resolver), "it lacks a member of the Resolver protocol")
    for one in tags:
        found = resolver.resolve(one)
        _hold([r.toponym for r in found] == list(one.toponyms), "not one resolution a toponym, in order")
        _hold(found == resolver.resolve(one), "the same tags give other resolutions")
        for resolution in found:
            _hold(bool(resolution.reason), f"{resolution.toponym.text}: no reason")
            _hold(0 <= resolution.confidence <= 1, f"confidence {resolution.confidence}")
            _hold(
                resolution.chosen not in resolution.alternatives or resolution.chosen is None,
                f"{resolution.toponym.text}: the choice is among its own runners-up",
            )


def _check_spans(document: Document, spans: Sequence[Span]) -> None:
    starts = [span.start for span in spans]
    _hold(starts == sorted(starts), f"{document.doc_id}: spans are not in text order")
    for span in spans:
        surface = document.text[span.start : span.end]
        _hold(surface == span.text, f"{document.doc_id}: {span.text!r} is not text[{span.start}:{span.end}]")


def _hold(condition: bool, message: str) -> None:
    if not condition:
        raise AssertionError(message)
