"""Events that are arranged beforehand: a noun that says nothing itself is planned as another mention is.

An exchange of prisoners or a withdrawal is agreed on, foreseen and put off over many sentences, most of which
name it by a bare noun: "le retrait des forces kurdes", "cet échange". Which types of events are told so, and
how near the other sentence must be, is in ``rules/<lang>/modality.toml``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from eventgeo.model import Judgement, Span, Trigger


@dataclass(frozen=True, slots=True, kw_only=True)
class Arranged:
    """Types of events that are arranged beforehand, and the sentences within which one is told as such."""

    types: frozenset[str]
    reach: int


def arranged_elsewhere(
    at: int,
    triggers: Sequence[Trigger],
    verdicts: Sequence[Judgement],
    numbers: Sequence[int],
    arranged: Arranged,
) -> Judgement | None:
    """Return the judgement of a noun that shares its modality with another mention of its event.

    Parameters
    ----------
    at : int
        The noun's number among `triggers`; no cue reaches it.
    triggers, verdicts, numbers : sequences
        The triggers of the document, what is said of each in its own sentence, and the number of that.
    arranged : Arranged

    Returns
    -------
    Judgement or None
        Planned, its ``span`` the other mention; None where no mention near enough is planned.
    """
    own = triggers[at]
    if own.event_type not in arranged.types:
        return None
    near = [
        other
        for other, trigger in enumerate(triggers)
        if trigger.event_type == own.event_type
        and verdicts[other].modality == "planned"
        and abs(numbers[other] - numbers[at]) <= arranged.reach
    ]
    if not near:
        return None
    told = triggers[min(near, key=lambda other: (abs(numbers[other] - numbers[at]), other))]
    return Judgement(
        modality="planned",
        cue=told.text,
        reason=f'arranged, as told of "{told.text}" nearby',
        span=Span(start=told.start, end=told.end, text=told.text),
        scope=Span(start=own.start, end=own.end, text=own.text),
    )
