"""The default tagger: what reader, lexicon and gazetteer say, weighed together."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from operator import attrgetter, itemgetter

import numpy as np

from eventgeo.model import Document, Span, Tags, Token, Toponym, Trigger
from eventgeo.protocols import Gazetteer
from eventgeo.tagging.actors_joined import join_actors
from eventgeo.tagging.actors_own import OwnActors
from eventgeo.tagging.evidence import (
    EvidenceModel,
    PlaceEvidence,
    TriggerEvidence,
    evidence_model,
)
from eventgeo.tagging.lexicon_tagger import LexiconTagger
from eventgeo.tagging.reader.documents import DocumentReading
from eventgeo.tagging.reader.expressions import mark_expressions
from eventgeo.tagging.reader.labels import METONYMY
from eventgeo.tagging.reader.roles import read_triggers
from eventgeo.tagging.reader.spans import labels_of, scored_spans
from eventgeo.tagging.reader.tagger import LANGUAGES, ReaderTagger
from eventgeo.tagging.toponym_unlisted import glued_names, is_in_organisation, is_known, joined_names
from eventgeo.tagging.word_forms import guess_form
from eventgeo.text.language import SUPPORTED

_FAINT = 0.1
"""Least probability by which the reader alone brings up words to be weighed."""

_ACTOR_THRESHOLD = 0.5
_GLUED = 0.6
"""Least probability of a large place's name with a preposition on it: the reader knows few of them."""


class CombinedTagger:
    """Weighs the reader's and the lexicon's evidence, word by word.

    Parameters
    ----------
    gazetteer : Gazetteer
    reader : ReaderTagger, optional
        By default the one that comes with the package.
    model : EvidenceModel, optional
        The weights; by default the fitted ones.
    actors : OwnActors, optional
        Actors beside the register's (:func:`eventgeo.tagging.actors_own.load_actors`).

    Notes
    -----
    Where both find a trigger or place, its words and its form are the lexicon's. Actors are those of
    :func:`eventgeo.tagging.actors_joined.join_actors`.

    Examples
    --------
    >>> from eventgeo.gazetteer import open_gazetteer
    >>> tagger = CombinedTagger(open_gazetteer())
    >>> tags, = tagger.tag([Document(doc_id="1", text="Des drones ont frappé Odessa lundi.", lang="fr")])
    >>> [(t.text, t.event_type) for t in tags.triggers], [t.text for t in tags.toponyms]
    ([('frappé', 'strike')], ['Odessa'])
    """

    languages = LANGUAGES

    def __init__(
        self,
        gazetteer: Gazetteer,
        *,
        reader: ReaderTagger | None = None,
        model: EvidenceModel | None = None,
        actors: OwnActors | None = None,
    ) -> None:
        self._gazetteer = gazetteer
        self._actors = actors
        self._lexicon = LexiconTagger(gazetteer, actors=actors)
        self._reader = reader if reader is not None else ReaderTagger()
        self._model = model if model is not None else evidence_model()

    @property
    def name(self) -> str:
        return f"{self._reader.name} + {self._lexicon.name}"

    def tag(self, documents: Sequence[Document]) -> list[Tags]:
        """Return the tags of each document, in order."""
        return [
            self._weigh(reading, known)
            for reading, known in zip(self._reader.read(documents), self._lexicon.tag(documents), strict=True)
        ]

    def _weigh(self, reading: DocumentReading, known: Tags) -> Tags:
        weighed = (self._trigger(*item, reading) for item in trigger_evidence(reading, known))
        triggers = tuple(trigger for trigger in weighed if trigger is not None)
        judged = (self._toponym(*item) for item in place_evidence(reading, known, self._gazetteer))
        toponyms = tuple(toponym for toponym in judged if toponym is not None)
        actors = join_actors(reading, known.actors, self._actors)
        return Tags(
            document=reading.document,
            sentences=reading.sentences,
            triggers=triggers,
            toponyms=toponyms,
            actors=actors,
            readings=read_triggers(reading, self._reader.heads, triggers, toponyms, actors),
            expressions=mark_expressions(reading, _ACTOR_THRESHOLD),
            tagger=self.name,
        )

    def _trigger(
        self, evidence: TriggerEvidence, span: Trigger | Span, reading: DocumentReading
    ) -> Trigger | None:
        kind, chance = self._model.trigger_type(evidence)
        if chance < self._model.thresholds["trigger"]:
            return None
        if isinstance(span, Trigger):
            agreed = span.event_type == kind
            rule = span.rule if agreed else f"reader: {kind}; lexicon: {span.rule}"
            return replace(span, event_type=kind, rule=rule, confidence=round(chance, 4))
        norms = [token.norm for token in _tokens_of(span, reading)]
        return Trigger(
            start=span.start,
            end=span.end,
            text=span.text,
            event_type=kind,
            lemma=" ".join(norms),
            features=guess_form(norms[0], reading.document.lang or ""),
            rule="reader",
            confidence=round(chance, 4),
        )

    def _toponym(self, evidence: PlaceEvidence, span: Toponym | Span) -> Toponym | None:
        chance = self._model.place_probability(evidence)
        if chance < self._model.thresholds["place"]:
            return None
        metonymy = self._model.metonymy_probability(evidence) >= self._model.thresholds["metonymy"]
        if isinstance(span, Toponym):
            return replace(span, metonymy=metonymy, confidence=round(chance, 3))
        return Toponym(
            start=span.start,
            end=span.end,
            text=span.text,
            metonymy=metonymy,
            rule="reader",
            confidence=round(chance, 3),
        )


def trigger_evidence(
    reading: DocumentReading, known: Tags
) -> Iterator[tuple[TriggerEvidence, Trigger | Span]]:
    """Yield all that may be a trigger, in text order: the lexicon's, and what the reader alone finds."""
    lang = reading.document.lang or ""
    tags = reading.tags["event"]
    labels = tags[:, 1::2] + tags[:, 2::2]
    for span, first, last in _laid(reading, "event", known.triggers):
        # of a phrase ("fait défection") the reader may mark one word: that one speaks for all
        best = first + int(np.argmax(labels[first:last].sum(axis=1)))
        yield (
            TriggerEvidence(
                lang=lang,
                scores=tuple(map(float, labels[best])),
                lexicon=span.event_type if isinstance(span, Trigger) else "",
            ),
            span,
        )


def place_evidence(
    reading: DocumentReading, known: Tags, gazetteer: Gazetteer
) -> Iterator[tuple[PlaceEvidence, Toponym | Span]]:
    """Yield all that may be a place, in text order: the lexicon tagger's, and what the reader alone finds."""
    lang = reading.document.lang or ""
    tags = reading.tags["place"]
    labels = tags[:, 1::2] + tags[:, 2::2]
    as_government = labels_of("place").index(METONYMY)
    groups = [actor for actor in known.actors if actor.actor_name]
    laid = _laid(reading, "place", known.toponyms)
    glued: set[int] = set()
    if lang not in SUPPORTED:
        text = reading.document.text
        laid = [part for item in laid for part in _parted(item, reading, gazetteer)]
        laid = [item for item in laid if not is_in_organisation(item[0], text, groups, lang)]
        taken = {at for _, first, last in laid for at in range(first, last)}
        glued = set(glued_names(reading.tokens, taken, lang, gazetteer))
        for at in glued:
            start, end, word = reading.stretch(at, at + 1)
            laid.append((Span(start=start, end=end, text=word), at, at + 1))
        laid.sort(key=itemgetter(1))
    for span, first, last in laid:
        best = first + int(np.argmax(labels[first:last].sum(axis=1)))
        found = isinstance(span, Toponym)
        score = float(labels[best].sum())
        yield (
            PlaceEvidence(
                lang=lang,
                reader=max(score, _GLUED) if first in glued else score,
                metonymy=float(labels[best][as_government]),
                known=not found and is_known(span.text, lang, gazetteer),
                actor=not found and any(name.start <= span.start < name.end for name in groups),
                lexicon=span.confidence if isinstance(span, Toponym) else None,
                lexicon_metonymy=isinstance(span, Toponym) and span.metonymy,
            ),
            span,
        )


def _parted(
    item: tuple[Trigger | Toponym | Span, int, int], reading: DocumentReading, gazetteer: Gazetteer
) -> Iterator[tuple[Trigger | Toponym | Span, int, int]]:
    """Yield what the reader takes for one name: itself, or the names that it joins ("أربيل ودهوك")."""
    _, first, last = item
    words = [token.text for token in reading.tokens[first:last]]
    cuts = joined_names(words, reading.document.lang or "", gazetteer) if last - first > 1 else ()
    if not cuts:
        yield item
        return
    for begin, end in pairwise((0, *cuts, len(words))):
        start, stop, text = reading.stretch(first + begin, first + end)
        yield Span(start=start, end=stop, text=text), first + begin, first + end


def _laid(
    reading: DocumentReading, layer: str, known: Sequence[Trigger] | Sequence[Toponym]
) -> list[tuple[Trigger | Toponym | Span, int, int]]:
    """Return the spans of both with their tokens, in text order; the reader's only beside the lexicon's."""
    starts = np.array([token.start for token in reading.tokens])
    laid: list[tuple[Trigger | Toponym | Span, int, int]] = []
    taken: set[int] = set()
    for found in known:
        first = max(0, int(np.searchsorted(starts, found.start, side="right")) - 1)
        last = max(first + 1, int(np.searchsorted(starts, found.end, side="left")))
        taken.update(range(first, last))
        laid.append((found, first, last))
    for scored in scored_spans(reading.tags[layer], threshold=_FAINT):
        if taken.isdisjoint(range(scored.start, scored.end)):
            start, end, text = reading.stretch(scored.start, scored.end)
            laid.append((Span(start=start, end=end, text=text), scored.start, scored.end))
    return sorted(laid, key=lambda item: item[1])


def _tokens_of(span: Span, reading: DocumentReading) -> Sequence[Token]:
    place = attrgetter("start")
    first = bisect_left(reading.tokens, span.start, key=place)
    return reading.tokens[first : bisect_left(reading.tokens, span.end, lo=first, key=place)]
