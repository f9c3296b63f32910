"""People counted before a word of harm: "12 civils tués", "sept soldats et six civils ont été blessés"."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from eventgeo.assembly.counted_people import People, is_glued, is_person, past_age, phrase_end
from eventgeo.assembly.quantities import Quantity
from eventgeo.assembly.toll_counts import Counted, joined_after, joined_before
from eventgeo.assembly.toll_objects import one_after
from eventgeo.assembly.toll_view import TollView

_ASIDE = 24
"""Tokens of an aside between a subject and its verb: "dix soldats, appelés en renfort, ont été tués"."""
_STRANGE, _STRANGE_IN_SUBJECT, _STRANGE_IN_CLAUSE = 2, 5, 10
"""Words not known as parts of a phrase for people that may stand between a number and a word of harm."""
_REACH = 20
_TO_EARLIER = 14
"""Tokens back to a group joined to the one counted."""


def count_subject(
    view: TollView, at: int, used: Collection[int], *, one: bool, sure: bool = False, finite: bool = False
) -> Counted | None:
    """Return the people whose phrase ends before the word of harm at token `at`.

    `one` allows a person alone, `sure` says that the word tells of living beings only, `finite` that it needs
    no auxiliary ("died").

    Auxiliaries between are passed over, and an aside between commas. A number after "dont" is part of the one
    before it; where that has none ("des civils, dont trois enfants") it is the least there can be.
    """
    articles = view.rules.lists["articles"] - view.rules.lists["of"]
    if at > 0 and view.norms[at - 1] in articles and not _is_count(view, at):
        return None  # "one of the dead", "an injured girl"
    end = at
    while end > 0 and _is_auxiliary(view, end - 1):
        end -= 1
    finite = finite or any(norm in view.rules.lists["auxiliaries"] for norm in view.norms[end:at])
    if not finite and end > 1 and view.norms[end - 1] == ",":  # "un homme d'affaires, arrêté mardi"
        return _last_counted(view, end - 1, used, finite=True, sure=False, must_open=True)
    for stop in _ends(view, end, at, finite=finite):
        found = _last_counted(view, stop, used, finite=finite, sure=sure and finite)
        if found is not None:
            return found
        single = _one_before(view, stop) if finite and one else None
        if single is not None:
            return single
    return None


def _is_count(view: TollView, at: int) -> bool:
    """Say whether the article before token `at` is a number of people itself: "un mort"."""
    quantity = view.by_end.get(at)
    if quantity is None:
        return False
    return view.people(quantity) is not None


def _is_auxiliary(view: TollView, at: int) -> bool:
    norm, lists = view.norms[at], view.rules.lists
    if norm in lists["auxiliaries"] or norm in lists["adverbs"]:
        return True
    return norm.endswith(view.rules.endings["adverbs"])


def _ends(view: TollView, end: int, at: int, *, finite: bool) -> list[int]:
    """Return where the subject may end: before its auxiliaries, or before an aside that they follow."""
    if not finite or end == 0:
        return [at]
    if view.norms[end - 1] != ",":
        return [end]
    commas = [place for place in range(end - 2, max(-1, end - 2 - _ASIDE), -1) if view.norms[place] == ","]
    return [*commas[:4], end - 1]


def _last_counted(
    view: TollView, at: int, used: Collection[int], *, finite: bool, sure: bool, must_open: bool = False
) -> Counted | None:
    """Walk back from `at` to the last quantity of people, as far as one noun phrase reaches."""
    norms, lists, rules = view.norms, view.rules.lists, view.rules
    strange, place, part = 0, at, None
    past_preposition = must_open
    most = _STRANGE_IN_SUBJECT if finite else _STRANGE
    while place > max(0, at - _REACH):
        quantity = view.by_end.get(place)
        if quantity is not None and quantity.start not in used:
            whole = view.by_end.get(quantity.start - 1)
            if finite and whole is not None and norms[quantity.start - 1] in lists["genitive"]:
                quantity = whole  # "l'un des deux pilotes"
            people = view.people(quantity, sure=sure)
            if people is not None and _is_part(view, quantity):
                part, place = Counted.of(quantity, people), quantity.start - 1
                place -= 1 if place > 0 and norms[place - 1] == "," else 0
                continue
            before = quantity.start - 1
            if finite and before > 0 and norms[before] in lists["of"] and is_person(norms[before - 1], rules):
                place = quantity.start  # "une mère de six enfants"
                continue
            if people is not None and finite and _is_in_phrase(view, before):
                return None
            if people is not None and past_preposition and not _opens_clause(view, quantity, people):
                return None
            if people is not None:
                counted = _with_later(view, Counted.of(quantity, people), at) if finite else None
                return _with_earlier(view, counted or Counted.of(quantity, people), used)
            if not (quantity.article or _is_age(view, quantity)):
                return None
            place = quantity.start
            continue
        place -= 1
        if place in used or (place in view.blocked and not finite):
            break
        norm = norms[place]
        if not view.tokens[place].is_word and norm not in lists["inside"]:
            break
        if norm in lists["parting"] and norm not in lists["part_of"]:
            if not finite:
                return None
            past_preposition = True
        elif norm not in lists["people"] and norm not in lists["of"] and not is_person(norm, rules):
            strange += 1
            if strange > most:
                past_preposition = past_preposition or finite
            if strange > (_STRANGE_IN_CLAUSE if past_preposition else most):
                return None
    if part is not None:
        return replace(part, high=None)
    return None


def _is_part(view: TollView, quantity: Quantity) -> bool:
    """Say whether the number is part of one before it: "dont deux enfants", "one of them a child"."""
    norms, lists = view.norms, view.rules.lists
    after = {" ".join(norms[quantity.end : quantity.end + length]) for length in (1, 2)}
    before = norms[quantity.start - 1] if quantity.start > 0 else ""
    return before in lists["part_of"] or (quantity.start > 0 and bool(after & lists["part_after"]))


def _is_age(view: TollView, quantity: Quantity) -> bool:
    """Say whether a number tells an age or size within a phrase: "un homme de 34 ans"."""
    norms, lists = view.norms, view.rules.lists
    following = norms[quantity.end] if quantity.end < len(norms) else ""
    before = norms[quantity.start - 1] if quantity.start > 0 else ""
    return following in lists["not_people"] and (before in lists["of"] or before in lists["aged"])


def _opens_clause(view: TollView, quantity: Quantity, people: People) -> bool:
    """Say whether the number opens its clause: "douze soldats postés dans le nord ont été tués"."""
    before = view.norms[quantity.start - 1] if quantity.start > 0 else ""
    opens = quantity.start == 0 or not view.tokens[quantity.start - 1].is_word
    opens = opens or before in view.rules.lists["clause_openers"]
    return opens and any(is_person(norm, view.rules) for norm in view.norms[people.start : people.end])


def _is_in_phrase(view: TollView, before: int) -> bool:
    """Say whether a preposition stands at token `before`: "seen in several videos, was killed"."""
    lists = view.rules.lists
    openers = lists["clause_openers"] | lists["relative"]
    return before >= 0 and view.norms[before] in lists["parting"] - openers


def _with_later(view: TollView, counted: Counted, stop: int) -> Counted:
    """Add the persons joined after, as far as the subject goes: "un gendarme et sa femme ont été tués"."""
    row = counted
    while row.who and row.who_end < stop:
        joined = joined_after(view.norms, row.who_end, view.rules.lists["and"])
        other = one_after(view, row.who_end + joined) if joined else None
        if other is None:
            return counted
        row = row.plus(other)
    return row if row.who_end == stop else counted


def _with_earlier(view: TollView, counted: Counted, used: Collection[int]) -> Counted:
    """Add what is coordinated before: "sept soldats, un policier et six civils"."""
    norms, rules = view.norms, view.rules
    if not counted.who:
        return counted
    while counted.start > 1:
        possessive = norms[counted.start - 1] in rules.lists["articles"] - rules.lists["of"]
        start = counted.start - possessive  # "une femme et ses deux enfants"
        joined = joined_before(norms, start, rules.lists["and"])
        end = start - joined
        if not joined and not is_glued(view.tokens[start], norms[start], rules):
            break
        earlier = [q for q in view.quantities if q.end < end and end - q.end <= _TO_EARLIER]
        while earlier and _is_part(view, earlier[-1]):
            earlier.pop()
        single = _single_in_row(view, end) if joined else None
        if single is not None:
            return counted.plus(single)
        if not earlier or earlier[-1].start in used:
            break
        people = view.people(earlier[-1])
        if people is None or people.start == people.end or _is_part(view, earlier[-1]):
            break
        gap = range(people.end, end)  # "19 fighters from the group and four civilians"
        if _is_aside_of_parts(view, gap):
            gap = range(0)
        if any(not view.tokens[at].is_word or at in view.blocked or _is_auxiliary(view, at) for at in gap):
            break
        counted = counted.plus(Counted.of(earlier[-1], people))
    return counted


def _single_in_row(view: TollView, end: int) -> Counted | None:
    """Count the persons of a row that opens its clause: "le curé, sa sœur et trois fidèles ont été tués"."""
    if end <= 0 or view.norms[end] == "," or not view.tokens[end - 1].is_word:
        return None
    single = _one_before(view, end, in_row=True)
    if single is None or single.who_end != end:
        return None
    opener = view.norms[single.start - 1] if single.start > 0 else ""
    opens = (
        not opener
        or not view.tokens[single.start - 1].is_word
        or opener in view.rules.lists["clause_openers"]
    )
    return single if opens else None


def _is_aside_of_parts(view: TollView, gap: range) -> bool:
    """Say whether all between is told of as a part: "29 personnes, dont des gardes, ainsi que 10 autres"."""
    return len(gap) > 1 and view.norms[gap[0]] == "," and view.norms[gap[1]] in view.rules.lists["part_of"]


def _one_before(view: TollView, end: int, *, in_row: bool = False) -> Counted | None:
    """Count a single person who is the subject: "l'assaillant a été abattu", "a commander was killed".

    `in_row` says that others are joined after ("six prêtres, la cuisinière et sa fille"): a comma joins too.
    """
    norms, lists = view.norms, view.rules.lists
    if end > 0 and _is_auxiliary(view, end - 1):
        return None
    for start in range(end - 1, max(-1, end - 8), -1):
        if start in view.events and start > 0 and norms[start - 1] in lists["genitive"]:
            continue  # "le cerveau des attentats"
        if start in view.blocked or not (view.tokens[start].is_word or norms[start] == "-"):
            return None
        if norms[start] not in lists["one"]:
            continue
        if start > 0 and norms[start - 1] in lists["of"]:
            continue
        if _is_in_phrase(view, start - 1) or (start > 0 and norms[start - 1] in lists["none"]):
            return None
        first = past_age(norms, start + 1)
        stop = min(phrase_end(view.tokens, norms, first, view.rules, view.blocked), end)
        nouns = norms[first : min(stop, first + 3)]
        if not any(norm in lists["persons"] for norm in nouns):
            return None
        if any(norm in lists["things"] or norm in lists["collectives"] for norm in nouns):
            return None
        found = Counted(low=1, high=1, start=start, number_end=start + 1, who=((first, stop),))
        return _with_companion(view, found, in_row=in_row)
    return None


def _with_companion(view: TollView, counted: Counted, *, in_row: bool = False) -> Counted:
    """Add whom one person is joined to: "le maire et son adjoint"; open above where that is not counted."""
    joined = joined_before(view.norms, counted.start, view.rules.lists["and"])
    if not joined or counted.start - joined <= 0:
        return counted
    if view.norms[counted.start - joined] == "," and not in_row:
        return counted  # an aside before it
    end = counted.start - joined
    if view.norms[end - 1] == ",":
        return replace(counted, high=None)  # "le maire, un notable, et sa femme": two or three
    earlier = [q for q in view.quantities if q.end < end <= q.end + _TO_EARLIER]
    if earlier:
        people = view.people(earlier[-1])
        if people is not None and people.end == end > people.start:
            return counted.plus(Counted.of(earlier[-1], people))
    other = _one_before(view, end, in_row=True)
    if other is not None and other.who_end == end:
        return counted.plus(other)
    lists, last = view.rules.lists, view.norms[end - 1]
    group = last in lists["collectives"] or last in lists["people"] or view.tokens[end - 1].is_capitalised
    return replace(counted, high=None) if group else counted
