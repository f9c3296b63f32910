"""Gold documents as labelled windows: what the reader is trained on."""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence

from eventgeo.evaluation.gold import GoldDocument, GoldEvent
from eventgeo.model import Sentence, Token
from eventgeo.tagging.reader.examples import LabelledWindow, Pair
from eventgeo.tagging.reader.labels import METONYMY, PLACE, LabelledSpan
from eventgeo.tagging.reader.windows import Pieces, Window, cut_windows
from eventgeo.text.sentences import split_sentences

_TRAINING_OVERLAP = 32
"""Less than when reading: what is read twice is learned twice, for twice the time."""


def label_windows(
    gold: GoldDocument, pieces: Pieces, *, expressions: Sequence[tuple[int, int, str]] | None = None
) -> list[LabelledWindow]:
    """Return the windows of a gold document with its labels.

    Parameters
    ----------
    gold : GoldDocument
    pieces : callable
        Counts the word pieces of each word.
    expressions : sequence of (start, end, label), optional
        Dates and numbers of dead and injured, by offsets; where None, that head learns nothing here.

    Notes
    -----
    Half of the documents, chosen by a hash of their id, are read with their title: the reader must do
    without one, too.
    """
    document = gold.document
    sentences = split_sentences(document.text, document.lang or "en")
    row = _Row(sentences)
    titled = hashlib.sha256(document.doc_id.encode()).digest()[0] % 2 == 0
    spans: dict[str, list[LabelledSpan]] = {"event": [], "place": [], "actor": [], "expression": []}
    modality: dict[int, str] = {}
    pairs: dict[str, set[tuple[int, int, str]]] = {"place_role": set(), "actor_role": set()}
    for place in gold.places:
        label = METONYMY if place.metonymy else PLACE
        spans["place"].extend(row.span(place.start, place.end, label))
    for event in gold.events:
        marked = row.span(event.start, event.end, event.event_type)
        spans["event"].extend(marked)
        for trigger in marked:
            modality[trigger.start] = event.modality
            for link in event.links:
                for argument in row.span(link.place.start, link.place.end, PLACE):
                    pairs["place_role"].add((trigger.start, argument.start, link.role))
            for argument, role in _actors(event, document.text, row):
                spans["actor"].append(argument)
                pairs["actor_role"].add((trigger.start, argument.start, role))
    for start, end, label in expressions or ():
        spans["expression"].extend(row.span(start, end, label))
    layers = gold.layers | ({"expression"} if expressions is not None else set())
    ordered = {layer: sorted(set(found), key=lambda s: (s.start, -s.end)) for layer, found in spans.items()}
    return [
        _labelled(window, ordered, modality, pairs, layers)
        for window in cut_windows(
            sentences, pieces, title=document.title if titled else "", overlap_pieces=_TRAINING_OVERLAP
        )
    ]


class _Row:
    """The tokens of a document in one row, found by offset."""

    def __init__(self, sentences: Iterable[Sentence]) -> None:
        self.tokens: list[Token] = [token for sentence in sentences for token in sentence.tokens]
        self._starts = [token.start for token in self.tokens]
        self._ends = [token.end for token in self.tokens]

    def span(self, start: int, end: int, label: str) -> list[LabelledSpan]:
        """Return the span of the tokens that the offsets touch, in a list; empty where there is none."""
        first = bisect_right(self._ends, start)
        last = bisect_left(self._starts, end)
        return [LabelledSpan(start=first, end=last, label=label)] if first < last else []


def _actors(event: GoldEvent, text: str, row: _Row) -> list[tuple[LabelledSpan, str]]:
    """Return the actors of an event: the occurrence of each that is nearest to the trigger."""
    found: list[tuple[LabelledSpan, str]] = []
    for role, names in (("initiator", event.initiators), ("target", event.targets)):
        for name in names:
            starts = [m.start() for m in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", text)]
            if starts:
                start = min(starts, key=lambda at: abs(at - event.start))
                found.extend((span, role) for span in row.span(start, start + len(name), "actor"))
    return found


def _labelled(
    window: Window,
    spans: dict[str, list[LabelledSpan]],
    modality: dict[int, str],
    pairs: dict[str, set[tuple[int, int, str]]],
    layers: frozenset[str],
) -> LabelledWindow:
    """Return the labels of a document that lie in a window, counted in its words."""
    shift = window.title - window.first
    last = window.first + len(window.words) - window.title

    def inside(start: int, end: int) -> bool:
        return window.first <= start and end <= last

    return LabelledWindow(
        window=window,
        spans={
            layer: tuple(
                LabelledSpan(start=span.start + shift, end=span.end + shift, label=span.label)
                for span in found
                if inside(span.start, span.end)
            )
            for layer, found in spans.items()
        },
        modality={at + shift: value for at, value in modality.items() if inside(at, at + 1)},
        pairs={
            layer: tuple(
                Pair(trigger=trigger + shift, argument=argument + shift, role=role)
                for trigger, argument, role in sorted(found)
                if inside(trigger, trigger + 1) and inside(argument, argument + 1)
            )
            for layer, found in pairs.items()
        },
        layers=layers,
    )
