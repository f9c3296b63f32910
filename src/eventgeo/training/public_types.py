"""The written mapping of public corpora's event types to the project's: ``data/public_types.toml``, read."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from io import StringIO

from eventgeo.datafiles import read_text, read_toml
from eventgeo.errors import DocumentError

NO_EVENT = "none"
AMBIGUOUS = "ambiguous"


@dataclass(frozen=True, slots=True, kw_only=True)
class TypeRule:
    """What a corpus's type becomes.

    ``becomes`` are the types it may be, of which the lexicon's reading decides; ``words`` gives the type of
    triggers (in lower case) that the lexicon takes for no event; ``otherwise`` is what the rest is.
    """

    becomes: frozenset[str]
    words: Mapping[str, str]
    otherwise: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CorpusRules:
    """How a corpus is read.

    ``unmarked`` says what to do where only the lexicon sees a trigger: "keep" it, or "leave" out the text.
    ``types`` holds the rules of the types that need one; ``others`` is what all other types are.
    """

    licence: str
    source: str
    unmarked: str
    taken_apart: bool
    entities: bool
    others: str
    types: Mapping[str, TypeRule]


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What a person decided about a trigger: its type, "none" or "ambiguous"; its modality where given."""

    event_type: str
    modality: str


@cache
def corpora() -> Mapping[str, CorpusRules]:
    """Return the rules of each corpus, by the prefix of its document ids.

    Examples
    --------
    >>> corpora()["m2e2:"].types["Life:Die"].words["died"]
    'none'
    """
    return {
        raw["prefix"]: CorpusRules(
            licence=raw["licence"],
            source=raw["source"],
            unmarked=raw["unmarked"],
            taken_apart=raw.get("taken_apart", False),
            entities=raw.get("entities", False),
            others=raw.get("others", NO_EVENT),
            types={
                name: TypeRule(
                    becomes=frozenset(entry.get("becomes", ())),
                    words={word: kind for kind, words in entry.get("words", {}).items() for word in words},
                    otherwise=entry.get("otherwise", AMBIGUOUS),
                )
                for entry in raw.get("type", ())
                for name in entry["names"]
            },
        )
        for raw in read_toml("training", "data/public_types.toml")["corpus"]
    }


def rules_of(doc_id: str) -> CorpusRules:
    """Return the rules of the corpus that a document is of.

    Raises
    ------
    DocumentError
        Where it is of none that is mapped.
    """
    for prefix, rules in corpora().items():
        if doc_id.startswith(prefix):
            return rules
    raise DocumentError(f"of no corpus that is mapped ({', '.join(corpora())})", source=doc_id)


@cache
def decisions() -> Mapping[tuple[str, str], Decision]:
    """Return what was decided by hand, by document id and the trigger's words."""
    rows = csv.DictReader(StringIO(read_text("training", "data/public_reviewed.csv")))
    return {
        (row["doc_id"], row["trigger"]): Decision(event_type=row["type"], modality=row["modality"])
        for row in rows
    }
