"""The values that flow through the library: frozen, slotted, keyword-only.

Offsets count Unicode code points in ``document.text`` as given, ``end`` exclusive, and
``document.text[start:end] == text`` holds for every span. Coordinates are WGS 84 degrees in named fields,
never bare pairs. Countries are ISO 3166-1 alpha-2 codes; first-level units are full codes ("SY.09").
"""

from __future__ import annotations

from eventgeo.model.documents import Document, Period, Sentence, Span, Token
from eventgeo.model.events import Candidate, Event, Location, Place, Reading, Resolution
from eventgeo.model.mentions import (
    Attribution,
    Casualties,
    Count,
    EventDate,
    EventMention,
    Judgement,
    PlaceLink,
    SpatialRelation,
    Weapon,
)
from eventgeo.model.tags import ActorMention, Expression, RoleReading, Tags, Toponym, Trigger, TriggerReading
from eventgeo.model.vocabulary import (
    DATE_PRECISIONS,
    KINDS,
    MATCHES,
    MODALITIES,
    ROLES,
    DatePrecision,
    Kind,
    Match,
    Modality,
    Role,
)

__all__ = [
    "DATE_PRECISIONS",
    "KINDS",
    "MATCHES",
    "MODALITIES",
    "ROLES",
    "ActorMention",
    "Attribution",
    "Candidate",
    "Casualties",
    "Count",
    "DatePrecision",
    "Document",
    "Event",
    "EventDate",
    "EventMention",
    "Expression",
    "Judgement",
    "Kind",
    "Location",
    "Match",
    "Modality",
    "Period",
    "Place",
    "PlaceLink",
    "Reading",
    "Resolution",
    "Role",
    "RoleReading",
    "Sentence",
    "Span",
    "SpatialRelation",
    "Tags",
    "Token",
    "Toponym",
    "Trigger",
    "TriggerReading",
    "Weapon",
]
