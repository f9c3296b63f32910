"""Event types, their families and their crosswalks to the field's codebooks, as reviewed data."""

from eventgeo.ontology.event_types import EventType, event_types, ontology

__all__ = ["EventType", "event_types", "ontology"]
