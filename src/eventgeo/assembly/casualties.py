"""People harmed, tied to events: which event of a sentence, or of one before it, each toll belongs to.

Tolls are read by :mod:`eventgeo.assembly.tolls`; several figures for one event are brought together by
:mod:`eventgeo.assembly.toll_merging`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from eventgeo.assembly.casualty_rules import Harm, harm_types
from eventgeo.assembly.toll_merging import TiedToll, merge_tolls
from eventgeo.assembly.toll_scope import ScopedToll, scope_tolls, trigger_counted_from
from eventgeo.assembly.toll_view import TollView, token_range, view_tolls
from eventgeo.assembly.tolls import read_tolls
from eventgeo.model import Casualties, Judgement, Tags, Trigger
from eventgeo.text.sentences import sentence_numbers

_CARRIED = 2
"""Sentences back to which a toll without an event of its own may point."""
_TIER, _APART, _FAR = 26, 30, 60
"""Costs: of a less likely type, of a new clause between, and the cost beyond which a toll is carried back."""
_INSIDE = 30
"""Cost of an event told within what is said of those harmed: "le cerveau des attentats a été tué"."""
_AFTER_PREPOSITION = 8
"""What "dans", "lors de" and their like between a toll and its event take off the cost."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Candidate:
    """A trigger that may have done the harm, with its number and its tokens in its sentence."""

    at: int
    trigger: Trigger
    start: int
    end: int
    happened: bool


def count_casualties(tags: Tags, judgements: Sequence[Judgement] = ()) -> tuple[Casualties, ...]:
    """Return the people harmed by each event, in the order of ``tags.triggers``.

    Parameters
    ----------
    tags : Tags
    judgements : sequence of Judgement, default ()
        One a trigger; what did not happen has harmed nobody. Without them all are taken to have happened.

    Examples
    --------
    >>> from eventgeo.model import Document
    >>> from eventgeo.text.sentences import split_sentences
    >>> text = "Une frappe a tué au moins 12 civils et fait 30 blessés."
    >>> strike = Trigger(start=4, end=10, text="frappe", event_type="strike", lemma="frappe",
    ...                  features=frozenset({"noun"}), rule="example")
    >>> tags = Tags(document=Document(doc_id="1", text=text, lang="fr"),
    ...             sentences=split_sentences(text, "fr"), triggers=(strike,))
    >>> found = count_casualties(tags)[0]
    >>> (found.killed.low, found.killed.high, found.killed.who), (found.injured.low, found.injured.high)
    ((12, None, 'civils'), (30, 30))
    >>> found.killed.span.text
    'tué au moins 12 civils'
    """
    lang = tags.document.lang or ""
    by_sentence: dict[int, list[int]] = {}
    for at, number in enumerate(sentence_numbers(tags.triggers, tags.sentences)):
        by_sentence.setdefault(number, []).append(at)
    tied: dict[int, list[TiedToll]] = {}
    told: dict[int, list[_Candidate]] = {}
    for number, sentence in enumerate(tags.sentences):
        members = by_sentence.get(number, [])
        if not members and not any(back in told for back in range(number - _CARRIED, number)):
            continue
        candidates = _candidates(tags, judgements, number, members)
        if candidates:
            told[number] = candidates
        view = view_tolls(sentence, lang, [candidate.trigger for candidate in candidates])
        if view is None:
            continue
        for scoped in scope_tolls(view, read_tolls(view)):
            owner = _owner(view, scoped, candidates, told, number)
            if owner is not None:
                at, reason, cost = owner
                tied.setdefault(at, []).append(TiedToll(scoped=scoped, view=view, reason=reason, cost=cost))
    return tuple(merge_tolls(tied.get(at, ())) for at in range(len(tags.triggers)))


def _candidates(
    tags: Tags, judgements: Sequence[Judgement], number: int, members: Sequence[int]
) -> list[_Candidate]:
    candidates = []
    for at in members:
        trigger = tags.triggers[at]
        start, end = token_range(tags.sentences[number].tokens, trigger.start, trigger.end)
        happened = not judgements or judgements[at].modality == "asserted"
        candidates.append(_Candidate(at=at, trigger=trigger, start=start, end=end, happened=happened))
    return candidates


def _owner(
    view: TollView,
    scoped: ScopedToll,
    candidates: Sequence[_Candidate],
    told: dict[int, list[_Candidate]],
    number: int,
) -> tuple[int, str, float] | None:
    """Return the number of the trigger that did the harm, the reason and the cost; None where none did."""
    harm = scoped.toll.harm
    counted_from = trigger_counted_from(scoped, [(c.start, c.end) for c in candidates])
    if counted_from is not None and candidates[counted_from].happened:
        return candidates[counted_from].at, f'counted from "{candidates[counted_from].trigger.text}"', 0
    if scoped.cumulative:
        return None
    tiers, most = harm_types()[harm].tiers, harm_types()[harm].most
    if (scoped.toll.low or scoped.toll.high or 0) > most:
        return None  # a sum over a war, whatever it stands beside
    fitting = [
        candidate
        for candidate in candidates
        if candidate.trigger.event_type in tiers and not _is_aftermath(view, scoped, candidate)
    ]
    costs = {candidate.at: _cost(view, scoped, candidate, candidates) for candidate in fitting}
    near = [candidate for candidate in fitting if costs[candidate.at] < _FAR]
    if near:
        best = min(near, key=lambda candidate: costs[candidate.at])
        if not best.happened:
            return None
        own = best.start < scoped.toll.word_end and scoped.toll.word_start < best.end
        why = f'"{best.trigger.text}" tells it' if own else f'nearest to "{best.trigger.text}"'
        return best.at, why, costs[best.at]
    told_otherwise = any(
        c.start < scoped.toll.word_end and scoped.toll.word_start < c.end for c in candidates
    )
    first = scoped.toll.first
    beside = view.rules.lists["background"].intersection(view.norms[max(0, first - 4) : first])
    return None if fitting or told_otherwise or beside else _carried(harm, told, number)


def _is_aftermath(view: TollView, scoped: ScopedToll, candidate: _Candidate) -> bool:
    """Say whether an event only came after the harm: "three wounded were evacuated"."""
    toll = scoped.toll
    if candidate.trigger.event_type not in harm_types()[toll.harm].aftermath:
        return False
    before = view.norms[max(0, candidate.start - 4) : candidate.start]  # "lors de l'évacuation"
    return view.rules.lists["links"].isdisjoint([*view.norms[toll.last : candidate.start][:4], *before])


def _cost(view: TollView, scoped: ScopedToll, candidate: _Candidate, others: Sequence[_Candidate]) -> float:
    """Weigh a trigger against a toll: how far, of what type, across what, and joined by which word."""
    toll, lists = scoped.toll, view.rules.lists
    cost: float = _TIER * harm_types()[toll.harm].tiers[candidate.trigger.event_type]
    if candidate.end <= toll.first:
        gap = range(candidate.end, toll.first)
    elif candidate.start >= toll.last:
        gap = range(toll.last, candidate.start)
        linked = any(view.norms[at] in lists["links"] for at in (gap[:1] if toll.active else gap[:4]))
        if toll.active and not linked:
            cost += _AFTER_PREPOSITION  # who killed stands before
        elif linked and not _parted(candidate, gap, others):
            cost -= _AFTER_PREPOSITION
    else:
        gap = range(0)
    cost += len(gap)
    if toll.start < candidate.start and candidate.end <= toll.word_start:
        cost += _INSIDE
    if len(gap) == 1 and view.norms[gap[0]] == "(":
        cost -= _APART  # "la tuerie (7 morts)"
    cost += _APART * sum(view.norms[at] in lists["apart"] for at in gap)
    before = view.norms[max(0, candidate.start - 4) : candidate.start]
    if lists["background"].intersection(before):
        cost += _AFTER_PREPOSITION
    return cost


def _parted(candidate: _Candidate, gap: range, others: Sequence[_Candidate]) -> bool:
    return any(other.at != candidate.at and other.start in gap for other in others)


def _carried(harm: Harm, told: dict[int, list[_Candidate]], number: int) -> tuple[int, str, float] | None:
    """Return the event told before that a sentence without one points back to: "Le bilan est de 12 morts"."""
    tiers = harm_types()[harm].tiers
    for back in range(number - 1, number - 1 - _CARRIED, -1):
        fitting = [
            candidate
            for candidate in told.get(back, ())
            if candidate.happened and tiers.get(candidate.trigger.event_type, 2) < 2
        ]
        if fitting:
            best = min(fitting, key=lambda candidate: (tiers[candidate.trigger.event_type], candidate.start))
            return best.at, f'points back to "{best.trigger.text}"', _FAR
    return None
