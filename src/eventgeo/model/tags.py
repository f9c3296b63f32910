"""What a tagger finds in a document: triggers, toponyms, actors, and what a model read of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from eventgeo.model.documents import Document, Sentence, Span
from eventgeo.model.vocabulary import Kind


@dataclass(frozen=True, slots=True, kw_only=True)
class Trigger(Span):
    """The words that name an event.

    ``features`` tells what its form says: ``noun`` or ``verb``, and for verbs ``inf``, ``fin`` (finite),
    ``fut``, ``cond``, ``subj``, ``pp`` (past participle), ``ger`` (participle or gerund), ``imp``;
    ``passive`` where the tagger saw it. ``rule`` names the lexicon entry (or model) it came from.
    """

    event_type: str
    lemma: str
    features: frozenset[str]
    rule: str
    confidence: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Toponym(Span):
    """A place mention, not yet resolved.

    ``kind`` is what the words around it say it is ("la province de …"), None where they say nothing;
    ``cue`` holds those words. ``metonymy`` marks a place that stands for its government.
    ``rule`` says why this was taken for a place.
    """

    kind: Kind | None = None
    cue: str = ""
    metonymy: bool = False
    rule: str = ""
    confidence: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class ActorMention(Span):
    """A group, force or person that can act or be acted on, with its canonical id where it is known.

    As an argument of an event it has the ``reason`` for its role, and as ``anaphor`` the word that stands for
    it there ("ils", "les miliciens") where another names it.
    """

    actor_id: str = ""
    actor_name: str = ""
    actor_kind: str = ""
    country: str = ""
    rule: str = ""
    reason: str = ""
    anaphor: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Expression(Span):
    """Words that tell a date or a number of dead or injured, as a model marked them."""

    label: Literal["date", "killed", "injured"]
    confidence: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleReading:
    """What a model takes a toponym or actor to be to a trigger.

    ``argument`` is its number in ``Tags.toponyms`` (or ``Tags.actors``), ``probability`` that of the role.
    """

    argument: int
    role: str
    probability: float


@dataclass(frozen=True, slots=True, kw_only=True)
class TriggerReading:
    """What a model that read the document says of one trigger, beside its type.

    ``modality`` holds a probability for each of :data:`MODALITIES`, in their order. ``places`` and ``actors``
    hold the likeliest role of each argument near the trigger, whether or not it is likelier than none.
    """

    modality: tuple[float, ...]
    places: tuple[RoleReading, ...] = ()
    actors: tuple[RoleReading, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Tags:
    """What a tagger found in one document: its whole output, and all that later stages see of it.

    ``readings`` are a model's, one a trigger and in their order; empty where no model read the document.
    ``expressions`` are dates and numbers of dead and injured that a model marked, with their label.
    """

    document: Document
    sentences: tuple[Sentence, ...]
    triggers: tuple[Trigger, ...] = ()
    toponyms: tuple[Toponym, ...] = ()
    actors: tuple[ActorMention, ...] = ()
    readings: tuple[TriggerReading, ...] = ()
    expressions: tuple[Expression, ...] = ()
    tagger: str = ""
