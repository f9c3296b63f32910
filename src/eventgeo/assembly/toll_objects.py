"""People counted after a word of harm: "a tué au moins 12 civils", "la mort de deux gardes", "قتل 5 جنود"."""

from __future__ import annotations

from collections.abc import Sequence

from eventgeo.assembly.counted_people import People, is_glued, past_age, phrase_end
from eventgeo.assembly.toll_counts import Counted, joined_after
from eventgeo.assembly.toll_view import TollView

_BRACKETS = 12
"""Tokens of what stands in brackets, at most."""


def after(
    view: TollView,
    at: int,
    reach: int,
    used: set[int],
    *,
    of: bool = False,
    sure: bool = False,
    past_prepositions: bool = False,
) -> Counted | None:
    """Return the people counted after token `at`: "a tué mardi au moins 12 civils et deux gardes".

    After a noun ("la mort `of` 12 civils") a verb may well follow them, whose subject is that noun.
    """
    norms, lists = view.norms, view.rules.lists
    starts = {quantity.start: quantity for quantity in view.quantities}
    starts |= {quantity.number_start: quantity for quantity in view.quantities}
    for place in range(at, min(len(norms), at + reach)):
        if place in used:
            return None
        quantity = starts.get(place)
        if quantity is not None and not (past_prepositions and quantity.article):
            people = view.people(quantity, sure=sure)
            if people is not None and not of and _is_subject_of_next(view, people):
                return None
            if people is not None:
                return with_more(view, Counted.of(quantity, people), used)
            if not quantity.article:
                return None
        noun = counted_noun(view, place)
        if noun is not None:
            return with_more(view, noun, used)
        if norms[place] in lists["inside"]:
            continue
        if not view.tokens[place].is_word:
            return None
        stops = (
            (place in view.blocked and place > at)
            or norms[place] in lists["parting"]
            or norms[place] in lists["and"]
        )
        if stops and not past_prepositions:
            return None
    return None


def _is_subject_of_next(view: TollView, people: People) -> bool:
    """Say whether people are told of by the next word: "12 killed, 30 others injured", "killed, 30 were"."""
    at, lists = people.end, view.rules.lists
    if at >= len(view.norms):
        return False
    alone = people.start == people.end
    if alone and view.norms[at] in (lists["passive"] | lists["perfect"]) - lists["parting"]:
        return True
    return any(word.start == at and "noun" in word.shapes for word in view.words)


def with_more(view: TollView, counted: Counted, used: set[int]) -> Counted:
    """Add what is coordinated: "12 civils et trois soldats", unless that is the subject of what follows."""
    norms, lists = view.norms, view.rules.lists
    starts = {quantity.start: quantity for quantity in view.quantities}
    counted = _with_nouns(view, counted)
    while counted.who:
        at = _past_brackets(norms, counted.who_end)
        joined = joined_after(norms, at, lists["and"])
        at += joined
        if at >= len(norms) - 1 or not (joined or is_glued(view.tokens[at], norms[at], view.rules)):
            break
        # "la vie à trois gardes et à un passant", "a woman and her two sons"
        again = norms[at] in lists["personal_to"] or norms[at] in lists["articles"]
        quantity = starts.get(at) or (starts.get(at + 1) if again else None)
        if quantity is None:
            other = one_after(view, at)
            if other is None or _is_subject_of_next(view, People(start=at, end=other.who_end)):
                break
            counted = counted.plus(other)
            continue
        if quantity.start in used:
            break
        people = view.people(quantity)
        if people is None or people.start == people.end or _is_subject_of_next(view, people):
            break
        if people.end < len(norms) and norms[people.end] in lists["auxiliaries"]:
            break
        counted = _with_nouns(view, counted.plus(Counted.of(quantity, people)))
    return counted


def _with_nouns(view: TollView, counted: Counted) -> Counted:
    """Add nouns that count by themselves, their "and" taken off: "امرأة وطفلتين"."""
    while counted.who_end < len(view.norms) and view.norms[counted.who_end] in view.rules.counted:
        noun = counted_noun(view, counted.who_end)
        if noun is None or counted.who_end in view.blocked:
            break
        counted = counted.plus(noun)
    return counted


def _past_brackets(norms: Sequence[str], at: int) -> int:
    """Return the token after what stands in brackets at `at`: "two women (a nurse and a cook) and a man"."""
    if at < len(norms) and norms[at] == "(":
        closed = (place for place in range(at, min(len(norms), at + _BRACKETS)) if norms[place] == ")")
        return next(closed, at - 1) + 1
    return at


def has_genitive(view: TollView, at: int) -> bool:
    """Say whether those that a noun tells of follow it: "l'arrestation de", "مقتل 5"."""
    lists = view.rules.lists
    if at >= len(view.norms):
        return False
    starts = {quantity.start for quantity in view.quantities}
    return view.norms[at] in lists["genitive"] or at in starts or view.norms[at] in view.rules.counted


def one_after(view: TollView, at: int) -> Counted | None:
    """Count a single person named after a verb: "a tué le chauffeur", "killed its commander"."""
    norms, lists = view.norms, view.rules.lists
    if at < len(norms) and norms[at] in lists["inside"]:
        at += 1
    if at < len(norms) and (norms[at] in lists["personal_to"] or norms[at] in lists["of"]):
        at += 1
    start = at + 1
    if at < len(norms) and norms[at - 1] in lists["contracted"]:
        start = at  # "la mort du chef"
    elif at >= len(norms) or (norms[at] not in lists["one"] and norms[at] not in lists["contracted"]):
        return None
    start = past_age(norms, start)
    end = phrase_end(view.tokens, norms, start, view.rules, view.blocked)
    if not any(norm in lists["persons"] for norm in norms[start : min(end, start + 3)]):
        return None
    if any(norm in lists["things"] or norm in lists["collectives"] for norm in norms[start : start + 3]):
        return None
    return Counted(low=1, high=1, start=start - 1, number_end=start, who=((start, end),))


def counted_noun(view: TollView, at: int) -> Counted | None:
    """Read a noun whose form says how many: "مدنيان" is two civilians."""
    value = view.rules.counted.get(view.norms[at])
    if value is None or view.rules.lists["uncounted_after"].intersection(view.norms[max(0, at - 2) : at]):
        return None
    end = phrase_end(view.tokens, view.norms, at, view.rules, view.blocked - {at})
    return Counted(low=value, high=value, start=at, number_end=at + 1, who=((at, max(end, at + 1)),))
