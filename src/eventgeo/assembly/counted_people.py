"""Whom a number counts: the noun phrase after it, if that tells of people at all."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from eventgeo.assembly.casualty_rules import CasualtyRules
from eventgeo.assembly.numbers import number_words, read_number
from eventgeo.assembly.quantities import Quantity
from eventgeo.model import Token

_YEAR = re.compile("(?:19|20)[0-9][0-9]")
_LONGEST = 9
"""Tokens of the longest phrase for those harmed."""
_BEFORE_NOUN = 3
"""Tokens among which the noun of "a senior rebel commander" must come."""


@dataclass(frozen=True, slots=True, kw_only=True)
class People:
    """The tokens of a phrase for people; empty ("12 ont été tués") where ``start == end``."""

    start: int
    end: int


def is_person(norm: str, rules: CasualtyRules) -> bool:
    """Say whether a word is a noun for a person or, with an ending of the plural, for several."""
    persons = rules.lists["persons"]
    if norm in persons or norm in rules.lists["people"]:
        return True
    return any(norm.endswith(end) and norm[: -len(end)] in persons for end in rules.endings["plural"])


def is_glued(token: Token, norm: str, rules: CasualtyRules) -> bool:
    """Say whether a number is written as one with the "and" before it: "27 مدنيا وتسعة جنود"."""
    return (
        (norm[0].isdigit() or norm in number_words(rules.lang))
        and token.norm.startswith(rules.glued)
        and not norm.startswith(rules.glued)
    )


def read_people(
    tokens: Sequence[Token],
    norms: Sequence[str],
    quantity: Quantity,
    rules: CasualtyRules,
    blocked: Collection[int] = (),
    *,
    sure: bool = False,
) -> People | None:
    """Return whom `quantity` counts, None where it counts no people.

    Parameters
    ----------
    tokens : sequence of Token
    norms : sequence of str
        Their forms as the rules know them.
    quantity : Quantity
    rules : CasualtyRules
    blocked : collection of int
        Tokens that end the phrase: words of harm and of events.
    sure : bool, default False
        The harm befalls living beings only, so that "un" counts whatever noun is no known thing.

    Examples
    --------
    >>> from eventgeo.assembly.casualty_rules import casualty_rules
    >>> from eventgeo.assembly.quantities import find_quantities
    >>> from eventgeo.text.tokens import tokenize
    >>> tokens = tokenize("Une dizaine de soldats maliens et un enfant de 12 ans dans 3 camions")
    >>> norms = [token.norm for token in tokens]
    >>> found = [read_people(tokens, norms, quantity, casualty_rules("fr"))
    ...          for quantity in find_quantities(norms, "fr")]
    >>> [people and " ".join(norms[people.start : people.end]) for people in found]
    ['soldats maliens', 'enfant', None, None]
    """
    lists, start = rules.lists, _past_partitive(norms, quantity.end, rules)
    if quantity.most == 0 or _is_label_or_none(norms, quantity, rules):
        return None
    while start < len(norms) and (norms[start] in lists["of"] or norms[start] in lists["other"]):
        start += 1
    following = norms[start : start + 2]
    before = norms[quantity.start - 1] if quantity.start > 0 else ""
    if following[:1] == ["-"] or (before == "," and following[:1] == [","]):
        return None  # "a 22-year-old", "the leader, 27, was killed"
    things = lists["not_people"] | lists["things"]
    if following and following[0] in things:
        of_group = following[0] in lists["collectives"] and is_person(following[-1], rules)
        if not of_group:  # "two crew members"
            return None
    people = bool(following) and is_person(following[0], rules)
    if not people and any(norm in lists["things"] for norm in following[1:]):
        return None  # "un petit drone", "an unmanned aircraft"
    number = norms[quantity.number_start]
    several = people and following[0] not in lists["persons"]
    if not several and _YEAR.fullmatch(number) and quantity.end == quantity.number_start + 1:
        return None
    end = phrase_end(tokens, norms, start, rules, blocked)
    if quantity.article and start in blocked and start == quantity.end:
        number_word = read_number(norms, quantity.number_start, rules.lang) is not None
        return People(start=start, end=start) if number_word else None  # "un mort", but not "a dead man"
    if quantity.article:
        reach = norms[start : max(end, start + 1)][: _BEFORE_NOUN + 1]
        of = next((at for at, norm in enumerate(reach) if norm in lists["genitive"]), len(reach))
        reach = reach[: max(of, 1)]
        if sure and end > start:
            return (
                None if (things | lists["collectives"]).intersection(reach) else People(start=start, end=end)
            )
        one_of = start > quantity.end  # "un de ses soldats"
        if not any(norm in lists["persons"] or (one_of and is_person(norm, rules)) for norm in reach):
            return None
    return People(start=start, end=end)


def past_age(norms: Sequence[str], at: int) -> int:
    """Return the token after an age written as one with its hyphens: "a 22-year-old commander".

    Examples
    --------
    >>> past_age(["22", "-", "year-old", "commander"], 0), past_age(["commander"], 0)
    (3, 0)
    """
    aged = at + 2 < len(norms) and norms[at][0].isdigit() and norms[at + 1] == "-"
    return at + 3 if aged else at


def _past_partitive(norms: Sequence[str], at: int, rules: CasualtyRules) -> int:
    """Return where what a part is of begins: "douze des quinze drones", "catorce de los dieciocho"."""
    if at >= len(norms) or norms[at] not in rules.lists["genitive"]:
        return at
    end = at + 1
    while end < min(len(norms), at + 4) and norms[end] in rules.lists["articles"]:
        end += 1
    number = read_number(norms, end, rules.lang) if end < len(norms) else None
    return number.end if number else end


def _is_label_or_none(norms: Sequence[str], quantity: Quantity, rules: CasualtyRules) -> bool:
    """Say whether the word before makes it no number of people: "article 12", "aucun des 12"."""
    before = norms[quantity.start - 1] if quantity.start > 0 else ""
    return before in rules.lists["none"] or before in rules.lists["labels"]


def phrase_end(
    tokens: Sequence[Token],
    norms: Sequence[str],
    start: int,
    rules: CasualtyRules,
    blocked: Collection[int] = (),
) -> int:
    """Return the end of the noun phrase that begins at token `start`: `start` itself where none does."""
    lists, end = rules.lists, start
    while end < min(len(norms), start + _LONGEST):
        norm = norms[end]
        if end in blocked or not tokens[end].is_word or norm in lists["phrase_ends"] or norm[0].isdigit():
            break
        if end > start and (norm in rules.counted or is_glued(tokens[end], norm, rules)):
            break
        after_of = end == start or norms[end - 1] in lists["of"]
        if norm in lists["articles"] - lists["of"] - lists["genitive"] and not after_of:
            break  # "policiers la semaine dernière"
        if _is_participle(norm, tokens[end], rules):
            break
        named = end > start and tokens[end].is_capitalised and not tokens[end - 1].is_capitalised
        if named and "head_last" in lists and is_person(norms[end - 1], rules):
            break  # "people Human Rights Watch said"
        end += 1
    while end > start and (norms[end - 1] in lists["of"] or norms[end - 1] in lists["articles"]):
        end -= 1
    return end


def _is_participle(norm: str, token: Token, rules: CasualtyRules) -> bool:
    return (
        norm.endswith(rules.endings["participles"])
        and not token.is_capitalised
        and norm not in rules.lists["adjectives"]
        and not is_person(norm, rules)
    )
