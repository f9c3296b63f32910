"""News text in, mapped conflict events out: what happened, where, when, by whom, and whether it did.

>>> import eventgeo as eg
>>> tables = eg.extract("L’armée a repris la ville de Homs mercredi.", date="2017-03-03")
>>> tables.events[["event_type", "place", "country", "modality"]].iloc[0].tolist()
['capture', 'Homs', 'SY', 'asserted']

Names are loaded when first used, so that ``import eventgeo`` stays light.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

# Not lazy: loading the subpackage of the same name later would put the module in the function's place.
from eventgeo.ontology.event_types import ontology

if TYPE_CHECKING:
    from eventgeo.documents import read_documents
    from eventgeo.errors import EventGeoError
    from eventgeo.export import read_tables, write_map, write_review
    from eventgeo.gazetteer import build_gazetteer, open_gazetteer
    from eventgeo.model import Document, Period
    from eventgeo.pipeline import Pipeline, extract
    from eventgeo.tables import Tables
    from eventgeo.tagging.flair_tagger import FlairTagger
    from eventgeo.tagging.joined_tagger import JoinedTagger
    from eventgeo.tagging.lexicon_tagger import LexiconTagger

__version__ = "0.1.0"

_HOME = {
    "Document": "eventgeo.model",
    "EventGeoError": "eventgeo.errors",
    "FlairTagger": "eventgeo.tagging.flair_tagger",
    "JoinedTagger": "eventgeo.tagging.joined_tagger",
    "LexiconTagger": "eventgeo.tagging.lexicon_tagger",
    "Period": "eventgeo.model",
    "Pipeline": "eventgeo.pipeline",
    "Tables": "eventgeo.tables",
    "build_gazetteer": "eventgeo.gazetteer",
    "extract": "eventgeo.pipeline",
    "open_gazetteer": "eventgeo.gazetteer",
    "read_documents": "eventgeo.documents",
    "read_tables": "eventgeo.export",
    "write_map": "eventgeo.export",
    "write_review": "eventgeo.export",
}

__all__ = [
    "Document",
    "EventGeoError",
    "FlairTagger",
    "JoinedTagger",
    "LexiconTagger",
    "Period",
    "Pipeline",
    "Tables",
    "build_gazetteer",
    "extract",
    "ontology",
    "open_gazetteer",
    "read_documents",
    "read_tables",
    "write_map",
    "write_review",
]


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module 'eventgeo' has no attribute {name!r}; it has {', '.join(__all__)}")
    value = getattr(import_module(_HOME[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted([*__all__, "__version__"])
