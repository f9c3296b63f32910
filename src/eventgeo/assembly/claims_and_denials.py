"""What claims and denials speak of: events beside them, or told before.

"L'attaque a été revendiquée par X" names the event again, "Damas a démenti" does not: the first goes to the
mention and to the event of its type told before, the second to what was told last.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from eventgeo.assembly.statements import Statement
from eventgeo.model import Span, Trigger

_CLAIMABLE = frozenset(
    {"strike", "shelling", "clash", "assault", "bombing", "killing", "abduction", "destruction", "abuse"}
)
"""Types of events that somebody takes responsibility for."""
_OWN = frozenset({"capture"})
"""Types of events that are also claimed by saying to have done it."""
_GENERIC = "assault"
"""The type of a word that may point back to any of them ("l'attaque")."""
_BACK = 6
"""Sentences back in which a claim finds the event it names again."""
_LAST = 2
"""Sentences back in which a claim or denial finds what it speaks of without naming it."""
_BESIDE = 45
"""Characters between an event and a participle that belongs to it: "l'attentat, revendiqué par"."""
_OBJECT = 60
"""Characters between a claim and the event that it claims."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimsAndDenials:
    """The claim and the denial of each trigger, by its number."""

    claims: Mapping[int, Statement]
    denials: Mapping[int, Statement]


def tie_claims_and_denials(
    triggers: Sequence[Trigger], numbers: Sequence[int], statements: Sequence[Statement]
) -> ClaimsAndDenials:
    """Return which triggers are claimed and which denied, by what is claimed and denied in their document.

    Parameters
    ----------
    triggers : sequence of Trigger
    numbers : sequence of int
        The sentence of each trigger.
    statements : sequence of Statement
        In text order; of those that only tell, who tells cannot deny, and what is told is denied first.

    Examples
    --------
    >>> from eventgeo.model import Span
    >>> attack = Trigger(start=2, end=9, text="attaque", event_type="assault", lemma="attaque",
    ...                  features=frozenset({"noun"}), rule="example")
    >>> text = "L'attaque a été revendiquée par le M23."
    >>> said = Statement(kind="claims", speaker=Span(start=35, end=38, text="M23"), reach=((0, 38),),
    ...                  sentence=0, start=16, end=27)
    >>> tie_claims_and_denials([attack], [0], [said]).claims[0].speaker.text
    'M23'
    """
    claims: dict[int, Statement] = {}
    denials: dict[int, Statement] = {}
    for statement in statements:
        if statement.kind == "denies":
            for at in _denied(statement, triggers, numbers, statements):
                if _is_outside(statement, triggers[at]):
                    denials.setdefault(at, statement)
        elif statement.claims_own or statement.kind == "claims":
            for at in _claimed(statement, triggers, numbers):
                if _is_outside(statement, triggers[at]):
                    claims.setdefault(at, statement)
    disputed = {
        at: denial
        for at, denial in denials.items()
        if at not in claims or not _is_same(claims[at].speaker, denial.speaker)
    }
    return ClaimsAndDenials(claims=claims, denials=disputed)


def _is_outside(statement: Statement, trigger: Trigger) -> bool:
    return statement.speaker.end <= trigger.start or trigger.end <= statement.speaker.start


def _claimed(statement: Statement, triggers: Sequence[Trigger], numbers: Sequence[int]) -> list[int]:
    reached = _reached(statement, triggers)
    if statement.kind == "tells":  # "a affirmé avoir pris"
        return [at for at in reached[:1] if triggers[at].event_type in _CLAIMABLE | _OWN]
    reached = [at for at in reached if triggers[at].event_type in _CLAIMABLE]
    chosen = _claimed_there(statement, triggers, reached)
    if chosen is not None:
        return [chosen, *_same_before(chosen, triggers, numbers, generic=True)]
    if not statement.points_back:
        return []
    beside = [
        at
        for at, trigger in enumerate(triggers)
        if numbers[at] == statement.sentence and 0 <= trigger.start - statement.end <= _OBJECT
    ]  # "Revendiqué par X : l'attentat …"
    claimed = [at for at in beside if triggers[at].event_type in _CLAIMABLE]
    claimable = [at for at, trigger in enumerate(triggers) if trigger.event_type in _CLAIMABLE]
    return claimed[:1] or _last_told(statement, triggers, numbers, claimable)[-1:]


def _claimed_there(statement: Statement, triggers: Sequence[Trigger], reached: Sequence[int]) -> int | None:
    """Return the event that a claim names: its object, its subject, or the noun that it follows."""
    for at in reached:
        if 0 <= triggers[at].start - statement.end <= _OBJECT:
            return at
    before = [at for at in reached if triggers[at].end <= statement.start]
    nouns = [at for at in before if "noun" in triggers[at].features]
    if nouns and statement.start - triggers[nouns[-1]].end <= _BESIDE:
        return nouns[-1]
    if not statement.points_back:
        return None
    return next(iter(nouns or before), None)


def _denied(
    statement: Statement,
    triggers: Sequence[Trigger],
    numbers: Sequence[int],
    statements: Sequence[Statement],
) -> list[int]:
    """Return what a denial is about: its object, or what others told before; never what the denier tells."""
    tellers = {at: _teller(trigger, statements) for at, trigger in enumerate(triggers)}
    own = {at for at, teller in tellers.items() if teller and _is_same(teller, statement.speaker)}
    reached = [at for at in _reached(statement, triggers) if at not in own]
    if statement.by_pronoun:  # "denied this, saying …"
        reached = [at for at in reached if triggers[at].end <= statement.start and tellers[at]]
    if not reached:
        if not statement.points_back:
            return []
        left = [at for at in tellers if at not in own]
        by_others = [at for at in left if tellers[at]]
        claimable = [at for at in left if triggers[at].event_type in _CLAIMABLE]  # rather than an arrest
        return next(
            (
                last
                for some in (by_others, claimable, left)
                if (last := _last_told(statement, triggers, numbers, some))
            ),
            [],
        )
    # "denied the attack" names again what was told, "denied attacking" has its own event for its object
    named = [at for at in reached if "noun" in triggers[at].features]
    earlier = [same for at in named for same in _same_before(at, triggers, numbers)]
    return [*reached, *earlier]


def _teller(trigger: Trigger, statements: Sequence[Statement]) -> Span | None:
    """Return who tells an event: the speaker of the innermost statement that holds it."""
    holding = [s for s in statements if s.kind == "tells" and s.size_at(trigger.start)]
    return min(holding, key=lambda s: s.size_at(trigger.start)).speaker if holding else None


def _is_same(one: Span, other: Span) -> bool:
    return one.text.casefold() == other.text.casefold()


def _reached(statement: Statement, triggers: Sequence[Trigger]) -> list[int]:
    return [
        at
        for at, trigger in enumerate(triggers)
        if statement.size_at(trigger.start)
        and not (statement.start < trigger.end and trigger.start < statement.end)
    ]


def _same_before(
    chosen: int, triggers: Sequence[Trigger], numbers: Sequence[int], *, generic: bool = False
) -> list[int]:
    """Return the event told before that a trigger names again: the last of its type.

    A `generic` noun ("l'attaque") may name one of another type again.
    """
    earlier = [at for at in range(chosen) if numbers[at] < numbers[chosen] <= numbers[at] + _BACK]
    same = [at for at in earlier if triggers[at].event_type == triggers[chosen].event_type]
    if (
        generic
        and not same
        and triggers[chosen].event_type == _GENERIC
        and "noun" in triggers[chosen].features
    ):
        same = [at for at in earlier if triggers[at].event_type in _CLAIMABLE]
    return same[-1:]


def _last_told(
    statement: Statement,
    triggers: Sequence[Trigger],
    numbers: Sequence[int],
    among: Sequence[int],
) -> list[int]:
    """Return the events of the last sentence before a statement that tells any, or of its own before it."""
    before = [
        at
        for at in among
        if triggers[at].end <= statement.start and numbers[at] >= statement.sentence - _LAST
    ]
    return [at for at in before if numbers[at] == numbers[before[-1]]]
