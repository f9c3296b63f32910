"""What claims and denials speak of: events beside them, or told before.

"L'attaque a été revendiquée par X" names the event again, "Damas a démenti" does not: the first goes to the
mention and to the event of its type told before, the second to what was told last.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from eventgeo.assembly.statements import Statement
from eventgeo.model import Trigger

_CLAIMABLE = frozenset(
    {"strike", "shelling", "clash", "assault", "bombing", "killing", "abduction", "destruction", "abuse"}
)
"""Types of events that somebody takes responsibility for."""
_GENERIC = "assault"
"""The type of a word that may point back to any of them ("l'attaque")."""
_BACK = 6
"""Sentences back in which a claim finds the event it names again."""
_LAST = 2
"""Sentences back in which a claim or denial finds what it speaks of without naming it."""
_BESIDE = 25
"""Characters between an event and a participle that belongs to it: "l'attentat, revendiqué par"."""
_OBJECT = 60
"""Characters between a claim and the event that it claims."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """The claim and the denial of each trigger, by its number."""

    claims: Mapping[int, Statement]
    denials: Mapping[int, Statement]


def answered(triggers: Sequence[Trigger], numbers: Sequence[int], statements: Sequence[Statement]) -> Answers:
    """Return which triggers are claimed and which denied, by what is claimed and denied in their document.

    Parameters
    ----------
    triggers : sequence of Trigger
    numbers : sequence of int
        The sentence of each trigger.
    statements : sequence of Statement
        In text order; those that only tell are passed over.
    """
    claims: dict[int, Statement] = {}
    denials: dict[int, Statement] = {}
    for statement in statements:
        if statement.kind == "denies":
            for at in _denied(statement, triggers, numbers):
                denials.setdefault(at, statement)
        elif statement.claims_own or statement.kind == "claims":
            for at in _claimed(statement, triggers, numbers):
                claims.setdefault(at, statement)
    return Answers(claims=claims, denials=denials)


def _claimed(statement: Statement, triggers: Sequence[Trigger], numbers: Sequence[int]) -> list[int]:
    reached = _reached(statement, triggers)
    if statement.kind == "tells":  # "a affirmé avoir pris": whatever it is, it is theirs
        return reached[:1]
    reached = [at for at in reached if triggers[at].event_type in _CLAIMABLE]
    before = [at for at in reached if triggers[at].end <= statement.start]
    after = [
        at
        for at in reached
        if triggers[at].start >= statement.end and triggers[at].start - statement.end <= _OBJECT
    ]
    if before and not after:
        nouns = [at for at in before if "noun" in triggers[at].features] or before
        beside = statement.start - triggers[nouns[-1]].end <= _BESIDE
        chosen = nouns[-1] if beside else nouns[0]
    elif after:
        chosen = after[0]
    else:
        return (
            _last_told(statement, triggers, numbers, _CLAIMABLE)[-1:]
            or [
                at
                for at, trigger in enumerate(triggers)
                if numbers[at] == statement.sentence and trigger.event_type in _CLAIMABLE
            ][:1]
        )
    return [chosen, *_same_before(chosen, triggers, numbers)]


def _denied(statement: Statement, triggers: Sequence[Trigger], numbers: Sequence[int]) -> list[int]:
    reached = _reached(statement, triggers)
    if not reached:
        return _last_told(statement, triggers, numbers)
    earlier = [same for at in reached for same in _same_before(at, triggers, numbers)]
    return [*reached, *earlier]


def _reached(statement: Statement, triggers: Sequence[Trigger]) -> list[int]:
    return [
        at
        for at, trigger in enumerate(triggers)
        if statement.size_at(trigger.start)
        and not (statement.start < trigger.end and trigger.start < statement.end)
    ]


def _same_before(chosen: int, triggers: Sequence[Trigger], numbers: Sequence[int]) -> list[int]:
    """Return the event told before that a trigger names again: the last of its type."""
    earlier = [at for at in range(chosen) if numbers[at] < numbers[chosen] <= numbers[at] + _BACK]
    same = [at for at in earlier if triggers[at].event_type == triggers[chosen].event_type]
    if not same and triggers[chosen].event_type == _GENERIC and "noun" in triggers[chosen].features:
        same = [at for at in earlier if triggers[at].event_type in _CLAIMABLE]
    return same[-1:]


def _last_told(
    statement: Statement,
    triggers: Sequence[Trigger],
    numbers: Sequence[int],
    types: frozenset[str] | None = None,
) -> list[int]:
    """Return the events of the last sentence before a statement that tells any, or of its own before it."""
    before = [
        at
        for at, trigger in enumerate(triggers)
        if trigger.end <= statement.start
        and numbers[at] >= statement.sentence - _LAST
        and (types is None or trigger.event_type in types)
    ]
    return [at for at in before if numbers[at] == numbers[before[-1]]]
