"""Numbers of people as a text bounds them: "au moins 14", "entre 10 et 15", "up to a dozen".

Each sentence is read once; where a quantity counts people is for :mod:`eventgeo.assembly.tolls` to say.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any, Literal

from eventgeo.assembly.numbers import Number, number_words, read_number
from eventgeo.assembly.phrases import PhraseIndex
from eventgeo.assembly.rulefiles import read_rules

Bound = Literal["at_least", "at_most", "about"]
_LONGEST = 7
"""Tokens of the first number of a range with the word after it, at most."""
BOUNDS: tuple[Bound, ...] = ("at_least", "at_most", "about")


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """How many: from ``low`` to ``high``, None on an open side.

    ``start`` and ``end`` are the tokens of the number with the words that bound it, ``number_start`` is the
    first of the number itself. ``article`` marks an "un" or "a", which is a number only before a person.
    """

    low: int | None
    high: int | None
    start: int
    end: int
    number_start: int
    article: bool = False
    is_range: bool = False

    @property
    def most(self) -> int:
        """The greatest number named."""
        return max(self.low or 0, self.high or 0)


@cache
def bound_phrases(lang: str) -> PhraseIndex[Bound]:
    """Return the phrases of a language that bound a number ("au moins", "jusqu'à", "environ")."""
    rules = read_rules(lang, "numbers").get("bounds", {})
    return PhraseIndex((phrase, bound) for bound in BOUNDS for phrase in rules.get(bound, ()))


def find_quantities(norms: Sequence[str], lang: str) -> tuple[Quantity, ...]:
    """Return the quantities of a sentence, in order, none overlapping.

    Parameters
    ----------
    norms : sequence of str
        Normal forms of its tokens.
    lang : str

    Examples
    --------
    >>> [(q.low, q.high) for q in find_quantities("entre 10 et 15 morts , au moins 30 blessés".split(), "fr")]
    [(10, 15), (30, None)]
    >>> [(q.low, q.high) for q in find_quantities("scores of men and a boy".split(), "en")]
    [(40, None), (1, 1)]
    >>> find_quantities(["personne"], "fr")
    ()
    """
    rules = read_rules(lang, "numbers")
    if not rules:
        return ()
    bounds: dict[int, tuple[int, Bound]] = {}
    inside: set[int] = set()
    for found in bound_phrases(lang).find(norms):
        inside.update(range(found.start, found.end))
        known = bounds.get(found.end)
        if known is None or found.start < known[0]:
            bounds[found.end] = (found.start, found.value)
    quantities: list[Quantity] = []
    openers = number_words(lang)
    at = free = 0
    while at < len(norms):
        norm = norms[at]
        opens = norm in openers or norm[0].isdigit() or "-" in norm
        number = _number_at(norms, at, lang, rules) if opens and at not in inside else None
        if number is None:
            at += 1
            continue
        quantity = _bounded(norms, number, free, bounds, lang, rules)
        quantities.append(quantity)
        at = free = quantity.end
    return tuple(quantities)


def _number_at(norms: Sequence[str], at: int, lang: str, rules: dict[str, Any]) -> Number | None:
    number = read_number(norms, at, lang)
    if number is None and norms[at] in rules["articles"]:
        return Number(value=1, start=at, end=at + 1)
    return number


def _bounded(
    norms: Sequence[str],
    number: Number,
    free: int,
    bounds: dict[int, tuple[int, Bound]],
    lang: str,
    rules: dict[str, Any],
) -> Quantity:
    opener = norms[number.start - 1] if number.start > free else ""
    opened = opener in rules["ranges"]["first"]
    ranged = _between(norms, number.start, lang, rules) if opener in rules["ranges"]["between"] else None
    number, last = ranged or (number, _range_end(norms, number, lang, rules))
    low: int | None = _scaled(norms, number, last, rules) if last else number.value
    high: int | None = None if number.at_least else number.value
    end = number.end
    start = number.start - 1 if last and opened else number.start
    if last:
        high, end = last.value, last.end
    while start > free and norms[start - 1] in rules["definite"]:
        start -= 1
    plain = start
    for _ in range(2):  # "au moins quelque 200"
        first, bound = bounds.get(start, (start, "about"))
        if first == start or first < free:
            break
        if bound == "at_least":
            low, high = (low, None) if not last else (low, high)
        elif bound == "at_most":
            low, high = (low, high) if last or number.at_least else (None, high)
        start = first
        while start > free and norms[start - 1] in rules["definite"]:
            start -= 1
    if start == plain and not last:
        start = number.start  # an article alone belongs to the noun
    if not last:
        after = _bound_after(norms, end, rules)
        numbered = after < len(norms) and _number_at(norms, after, lang, rules) is not None
        if after and not numbered:  # not "in 2016 at least 14"
            low, high, end = low or high, None, after
    one = number.end == number.start + 1 and number.value == 1
    return Quantity(
        low=low,
        high=high,
        start=start,
        end=end,
        number_start=number.start,
        article=one and norms[number.start] in rules["articles"],
        is_range=last is not None,
    )


def _between(norms: Sequence[str], at: int, lang: str, rules: dict[str, Any]) -> tuple[Number, Number] | None:
    """Return both numbers of "entre dix et quinze", parted where the whole is longest."""
    ranges = rules["ranges"]
    found: tuple[Number, Number] | None = None
    for middle in range(at + 1, min(len(norms), at + _LONGEST)):
        parted = norms[middle] in ranges["middle"] or norms[middle] in ranges["middle_opened"]
        joined = ranges.get("joined", False)  # "بين 10 و15", its "and" taken off
        if not parted and (not joined or _is_one_number(norms, middle, ranges)):
            continue
        first = read_number(norms[at:middle], 0, lang)
        place = middle + parted
        place += place < len(norms) and norms[place] in rules["bounds"]["about"]  # "ten and around fifteen"
        last = read_number(norms, place, lang) if place < len(norms) else None
        if first is None or last is None or at + first.end != middle or last.value <= first.value:
            continue
        if found is None or last.end > found[1].end:
            found = replace(first, start=at, end=middle), last
    return found


def _is_one_number(norms: Sequence[str], at: int, ranges: dict[str, Any]) -> bool:
    """Say whether the words round a place are one number ("خمسة عشر"), though units and tens may be two."""
    pair = f"{norms[at - 1]} {norms[at]}"
    return norms[at] in ranges.get("tens", ()) and pair not in ranges["two_numbers"]


def _scaled(norms: Sequence[str], first: Number, last: Number, rules: dict[str, Any]) -> int:
    """Return the first number of a range in the unit of its last: "two to three hundred" begins at 200."""
    word = norms[last.end - 1] if last.end - last.start > 1 else ""
    unit = int(rules["multipliers"].get(word) or rules["about"].get(word, 0))
    shared = unit > 0 and first.value < last.value // unit
    return first.value * unit if shared else first.value


def _range_end(norms: Sequence[str], number: Number, lang: str, rules: dict[str, Any]) -> Number | None:
    """Return the second number of a range: "10 à 15", "deux ou trois", "10-15"."""
    at, ranges = number.end, rules["ranges"]
    if at + 1 >= len(norms) or norms[at] not in ranges["middle"]:
        return None
    last = read_number(norms, at + 1, lang)
    if last is None or last.value <= number.value:
        return None
    most = max(2 * number.value, number.value + 2)
    if norms[at] in ranges["or"] and last.value * number.value > most * _scaled(norms, number, last, rules):
        return None
    return last


def _bound_after(norms: Sequence[str], at: int, rules: dict[str, Any]) -> int:
    """Return the end of words that say "or more" right after a number, 0 where none stand there."""
    for phrase in rules["bounds"].get("at_least_after", ()):
        words = phrase.split()
        if list(norms[at : at + len(words)]) == words:
            return at + len(words)
    return 0
