"""Who does an event and who undergoes it, by rules and a model's reading together.

What the rules find is nearly always right, and often they find nothing; the model finds more, and more that
is wrong. Every actor that either brings up is weighed for the role.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from eventgeo.assembly.mixing import reading_odds
from eventgeo.model import ActorMention, Sentence, Tags, TriggerReading
from eventgeo.odds import chance, weigh
from eventgeo.text.sentences import sentence_numbers
from eventgeo.text.tokens import normal_form

ActorRole = Literal["initiator", "target"]
Actors = tuple[ActorMention, ...]
_OTHER: Mapping[ActorRole, ActorRole] = {"initiator": "target", "target": "initiator"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """An actor that may have a role in an event, and what speaks for it."""

    actor: ActorMention
    role: ActorRole
    probability: float
    features: Mapping[str, float]


def actor_choices(
    actors: Sequence[ActorMention],
    reading: TriggerReading,
    ruled: Mapping[ActorRole, Actors],
    sentence: Sentence,
) -> Iterator[Choice]:
    """Yield what rules and model bring up for one event.

    Parameters
    ----------
    actors : sequence of ActorMention
        Those that `reading` numbers.
    reading : TriggerReading
    ruled : mapping of role to actors
        What the rules found; empty where the language has none.
    sentence : Sentence
        The event's own.
    """
    for role in _OTHER:
        likely = {_place(actors[row.argument]): row.probability for row in reading.actors if row.role == role}
        own = {_place(actor): actor for actor in ruled[role]}
        of_other_role = {_place(actor) for actor in ruled[_OTHER[role]]}
        brought = {_place(actors[row.argument]): actors[row.argument] for row in reading.actors
                   if row.role == role} | own  # fmt: skip
        ranked = sorted(likely.values(), reverse=True)
        for place, actor in brought.items():
            probability = likely.get(place, 0.0)
            rival = next(iter(ranked[1:] if ranked and probability == ranked[0] else ranked), 0.0)
            features = {"bias": 1.0, "read": reading_odds(probability), "rival": reading_odds(rival)}
            if role == "target":
                features["target"] = 1.0
            if not sentence.start <= actor.start < sentence.end:
                features["outside"] = 1.0
            if place in own:
                features["rule"] = 1.0
            elif own:
                features["rule: another"] = 1.0
            if place in of_other_role:
                features["rule: other role"] = 1.0
            yield Choice(actor=actor, role=role, probability=probability, features=features)


def mix_actors(
    tags: Tags, ruled: Sequence[tuple[Actors, Actors]], weights: Mapping[str, float]
) -> tuple[tuple[Actors, Actors], ...]:
    """Weigh the actors that the rules found against a model's readings.

    Parameters
    ----------
    tags : Tags
        With one reading a trigger.
    ruled : sequence of (initiators, targets)
        What the rules found, one pair a trigger.
    weights : mapping of str to float
        By feature name; ``threshold`` is the probability from which an actor is taken.

    Returns
    -------
    tuple of (initiators, targets)
        One pair a trigger, each in text order; an actor named several times is given once, where it is
        likeliest. The ``rule`` of a mention ends with the reason for its role.

    Examples
    --------
    >>> from eventgeo.model import Document, RoleReading, Trigger
    >>> from eventgeo.text.sentences import split_sentences
    >>> text = "Des soldats ont été visés par les rebelles."
    >>> tags = Tags(
    ...     document=Document(doc_id="1", text=text, lang="fr"),
    ...     sentences=split_sentences(text, "fr"),
    ...     triggers=(
    ...         Trigger(
    ...             start=20, end=25, text="visés", event_type="assault", lemma="viser",
    ...             features=frozenset({"verb", "pp"}), rule="model",
    ...         ),
    ...     ),
    ...     actors=(
    ...         ActorMention(start=4, end=11, text="soldats", rule="noun"),
    ...         ActorMention(start=34, end=42, text="rebelles", rule="noun"),
    ...     ),
    ...     readings=(
    ...         TriggerReading(
    ...             modality=(1.0, 0.0, 0.0, 0.0),
    ...             actors=(RoleReading(argument=1, role="initiator", probability=0.8),),
    ...         ),
    ...     ),
    ... )
    >>> soldiers = replace(tags.actors[0], rule="noun; target of the passive verb")
    >>> weights = {"read": 0.5, "rule": 4.0, "threshold": 0.5}
    >>> (initiators, targets), = mix_actors(tags, [((), (soldiers,))], weights)
    >>> initiators[0].rule, targets[0].rule
    ('noun; initiator by the model (0.80)', 'noun; target of the passive verb; the model: 0.00')
    """
    numbers = sentence_numbers(tags.triggers, tags.sentences)
    found = []
    for reading, number, (initiators, targets) in zip(tags.readings, numbers, ruled, strict=True):
        by_role: Mapping[ActorRole, Actors] = {"initiator": initiators, "target": targets}
        scored = [
            (weigh(choice.features, weights), choice)
            for choice in actor_choices(tags.actors, reading, by_role, tags.sentences[number])
        ]
        found.append(_taken(scored, weights["threshold"]))
    return tuple(found)


def _taken(scored: Sequence[tuple[float, Choice]], threshold: float) -> tuple[Actors, Actors]:
    known = {(choice.role, _place(choice.actor)): score for score, choice in scored}
    taken: dict[ActorRole, dict[str, ActorMention]] = {"initiator": {}, "target": {}}
    for score, choice in sorted(scored, key=lambda item: -item[0]):
        rival = known.get((_OTHER[choice.role], _place(choice.actor)))
        if chance(score) >= threshold and (rival is None or score >= rival):
            taken[choice.role].setdefault(normal_form(choice.actor.text), _told(choice))
    initiators, targets = (
        tuple(sorted(actors.values(), key=lambda actor: actor.start)) for actors in taken.values()
    )
    return initiators, targets


def _told(choice: Choice) -> ActorMention:
    actor, probability = choice.actor, f"{choice.probability:.2f}"
    if "rule" in choice.features:
        return replace(actor, rule=f"{actor.rule}; the model: {probability}")
    return replace(actor, rule=f"{actor.rule}; {choice.role} by the model ({probability})")


def _place(actor: ActorMention) -> tuple[int, int]:
    return actor.start, actor.end
