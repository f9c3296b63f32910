"""What a model read of each trigger, as modality and actors; its places are `place_readings`'.

A model gives probabilities; here they are turned into values with their reason. An event is told as fact
unless the model is surer of another modality than of all else together, and an actor is taken where its role
is likelier than none.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from eventgeo.model import MODALITIES, ActorMention, Judgement, RoleReading, Tags, TriggerReading
from eventgeo.text.tokens import normal_form

LEAST_MODALITY = 0.5
"""Probability from which a modality other than asserted is believed."""
LEAST_ACTOR = 0.5
"""Probability from which an actor's role is believed."""

Actors = tuple[ActorMention, ...]


def read_judgement(reading: TriggerReading, least: float = LEAST_MODALITY) -> Judgement:
    """Return the modality that a model read.

    Parameters
    ----------
    reading : TriggerReading
    least : float, default 0.5
        Probability from which a modality other than asserted is believed.

    Returns
    -------
    Judgement
        Without cue, since a model points at no words.

    Examples
    --------
    >>> read_judgement(TriggerReading(modality=(0.1, 0.85, 0.0, 0.05))).reason
    'the model reads it as negated (0.85)'
    >>> read_judgement(TriggerReading(modality=(0.35, 0.05, 0.2, 0.4))).modality
    'asserted'
    """
    best = max(range(len(MODALITIES)), key=lambda at: reading.modality[at])
    if MODALITIES[best] != "asserted" and reading.modality[best] < least:
        best = MODALITIES.index("asserted")
    reason = f"the model reads it as {MODALITIES[best]} ({reading.modality[best]:.2f})"
    return Judgement(modality=MODALITIES[best], reason=reason)


def read_actors(tags: Tags, least: float = LEAST_ACTOR) -> tuple[tuple[Actors, Actors], ...]:
    """Return who the model reads as doing and as undergoing each event.

    Parameters
    ----------
    tags : Tags
        With one reading a trigger.
    least : float, default 0.5
        Probability from which a role is believed.

    Returns
    -------
    tuple of (initiators, targets)
        One pair a trigger, in text order, each mention with the reason for its role. An actor named several
        times is given once, where its role is likeliest.

    Examples
    --------
    >>> from eventgeo.model import Document, Trigger
    >>> from eventgeo.text.sentences import split_sentences
    >>> text = "El ejército atacó el pueblo."
    >>> tags = Tags(
    ...     document=Document(doc_id="1", text=text, lang="es"),
    ...     sentences=split_sentences(text, "es"),
    ...     triggers=(
    ...         Trigger(
    ...             start=12, end=17, text="atacó", event_type="assault", lemma="atacar",
    ...             features=frozenset({"verb"}), rule="model",
    ...         ),
    ...     ),
    ...     actors=(ActorMention(start=3, end=11, text="ejército", rule="model"),),
    ...     readings=(
    ...         TriggerReading(
    ...             modality=(1.0, 0.0, 0.0, 0.0),
    ...             actors=(RoleReading(argument=0, role="initiator", probability=0.9),),
    ...         ),
    ...     ),
    ... )
    >>> (initiators, targets), = read_actors(tags)
    >>> initiators[0].text, initiators[0].reason, targets
    ('ejército', 'initiator by the model (0.90)', ())
    """
    return tuple(
        (_of_role("initiator", reading.actors, tags, least), _of_role("target", reading.actors, tags, least))
        for reading in tags.readings
    )


def _of_role(role: str, rows: Sequence[RoleReading], tags: Tags, least: float) -> Actors:
    likeliest: dict[str, RoleReading] = {}
    for row in sorted(rows, key=lambda row: -row.probability):
        if row.role == role and row.probability >= least:
            likeliest.setdefault(normal_form(tags.actors[row.argument].text), row)
    return tuple(
        _told(tags.actors[row.argument], row)
        for row in sorted(likeliest.values(), key=lambda row: row.argument)
    )


def _told(actor: ActorMention, row: RoleReading) -> ActorMention:
    return replace(actor, reason=f"{row.role} by the model ({row.probability:.2f})")
