"""Dates and numbers of dead and injured, as the reader marks them."""

from __future__ import annotations

from typing import Literal, cast

from eventgeo.model import Expression
from eventgeo.tagging.reader.documents import DocumentReading
from eventgeo.tagging.reader.spans import best_spans


def mark_expressions(reading: DocumentReading, threshold: float) -> tuple[Expression, ...]:
    """Return the expressions that a reading holds likely, in text order."""
    found = []
    for span in best_spans(reading.tags["expression"], "expression", threshold=threshold):
        start, end, text = reading.stretch(span.start, span.end)
        label = cast(Literal["date", "killed", "injured"], span.label)
        found.append(
            Expression(start=start, end=end, text=text, label=label, confidence=round(span.score, 4))
        )
    return tuple(found)
