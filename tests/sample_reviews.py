"""Documents with rows that fit their texts, and all that is hard to show: for tests of the review page."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from eventgeo.model import Document
from eventgeo.tables import Tables
from sample_tables import HARMFUL, event, tables_of

FRENCH = (
    "🎉👩‍👩‍👧 Lundi, l'armée syrienne n'a pas repris Al-Boukamal.\n"
    "La bataille d'Alep a fait 3 morts & « deux » blessés. L'armée va frapper Moscou, avant mardi."
)
ARABIC = "BBC: 🎉 قصفت طائرات حربية مواقع في إدلب يوم الاثنين."
BAD = f"{HARMFUL} Le raid sur Homs. \" ' &amp; \u2028 \0 </SCRIPT>"
NOTHING = "Il a plu à Paris."


def span(text: str, words: str, number: int = 0) -> dict[str, Any]:
    """Return text, start and end of the words where they stand in `text` for the time `number`, from 0."""
    at = -1
    for _ in range(number + 1):
        at = text.index(words, at + 1)
    return {"text": words, "start": at, "end": at + len(words)}


def trigger(text: str, words: str, number: int = 0) -> dict[str, Any]:
    found = span(text, words, number)
    start = max(text.rfind("\n", 0, found["start"]), -1) + 1
    end = text.find("\n", found["start"])
    return {
        "trigger": words,
        "trigger_start": found["start"],
        "trigger_end": found["end"],
        "sentence": text[start : end if end >= 0 else len(text)],
    }


def words(column: str, text: str, spelt: str) -> dict[str, Any]:
    """Return the cells of a column of words with where they stand."""
    found = span(text, spelt)
    return {column: spelt, f"{column}_start": found["start"], f"{column}_end": found["end"]}


EVENTS = [
    event(1, doc_id="fr", **trigger(FRENCH, "repris"), modality="negated",
          **words("modality_cue", FRENCH, "n'a pas"), modality_scope="repris Al-Boukamal",
          modality_reason='denied: "n\'a pas"',
          **words("date_text", FRENCH, "Lundi"), date_reason="monday before",
          place_reason="the only one of this name", tagger="lexicon"),
    event(2, doc_id="fr", event_type="clash", event_family="combat", **trigger(FRENCH, "bataille"),
          place="Alep", date_text="", killed_low=3, killed_high=3, killed_who="civils", initiator="",
          casualties_text="3 morts", casualties_reason="counted beside “bataille”", weapon="artillery",
          weapon_text="obus", attribution="OSDH", claimed_by="armée", attribution_reason='told by "OSDH"'),
    event(3, doc_id="fr", event_type="strike", event_family="combat", **trigger(FRENCH, "frapper"),
          modality="planned", **words("modality_cue", FRENCH, "va"), **words("date_text", FRENCH, "mardi"),
          initiator="armée"),
    event(4, doc_id="ar", event_type="strike", event_family="combat", **trigger(ARABIC, "قصفت"), lang="ar",
          place="Idlib", **words("date_text", ARABIC, "يوم الاثنين"), initiator="طائرات حربية",
          document_title=""),
    event(5, doc_id=HARMFUL, event_type="strike", event_family="combat", **trigger(BAD, "raid"),
          modality_cue=HARMFUL, modality_reason=HARMFUL, date_text="", date_reason=HARMFUL, place=HARMFUL,
          place_reason=HARMFUL, initiator=HARMFUL, attribution=HARMFUL, document_title=HARMFUL),
]  # fmt: skip
LINKS = [
    {"event_id": "e1", "doc_id": "fr", "role": "location", **span(FRENCH, "Al-Boukamal"),
     "link_reason": "same clause", "spatial_relation": "in"},
    {"event_id": "e2", "doc_id": "fr", "role": "location", **span(FRENCH, "bataille d'Alep"),
     "link_reason": "part of its name", "spatial_relation": "near"},
    {"event_id": "e4", "doc_id": "ar", "role": "location", **span(ARABIC, "إدلب")},
]  # fmt: skip
ACTORS = [
    {"event_id": "e1", "doc_id": "fr", "role": "initiator", **span(FRENCH, "armée syrienne"),
     "actor_id": "SY-ARMY", "actor_name": "Syrian Army", "actor_kind": "state force",
     "actor_country": "SY", "anaphor": "elle", "reason": "subject of the verb"},
    {"event_id": "e3", "doc_id": "fr", "role": "initiator", **span(FRENCH, "armée", 1)},
]  # fmt: skip
PLACES = [
    {"doc_id": "fr", **span(FRENCH, "Al-Boukamal"), "kind": "populated", "name": "Al-Boukamal",
     "country": "SY", "admin1": "SY.02", "latitude": 34.4522, "longitude": 40.9186, "confidence": 0.9,
     "reason": "alone of this name", "alternatives": "Abu Kamal (SY, 1) | Abu Kamal (IQ, 2)"},
    {"doc_id": "fr", **span(FRENCH, "Moscou"), "kind": "populated", "metonymy": True, "name": "",
     "confidence": 0.0, "reason": "no place of this name"},
]  # fmt: skip
DOCUMENTS = (
    Document(doc_id="fr", text=FRENCH, lang="fr", title="Al-Boukamal", source="https://example.org/?a=1&b=2"),
    Document(doc_id="ar", text=ARABIC, lang="ar", source="/news/idlib.txt"),
    Document(doc_id=HARMFUL, text=BAD, title=HARMFUL, source="javascript:alert(1)"),
    Document(doc_id="nothing", text=NOTHING, title="Pluie"),
)


def review_tables() -> Tables:
    """Return tables with the documents that they were read from."""
    rows = {"events": EVENTS, "event_places": LINKS, "event_actors": ACTORS, "places": PLACES}
    return replace(tables_of(rows), documents=DOCUMENTS)
