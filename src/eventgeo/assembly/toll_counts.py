"""People counted, alone or several groups of them joined: "sept soldats et six civils"."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from eventgeo.assembly.counted_people import People
from eventgeo.assembly.quantities import Quantity

_LONGEST_JOINER = 3
"""Tokens of "as well as"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """People counted: how many, the tokens of the number, and the tokens of each phrase for them."""

    low: int | None
    high: int | None
    start: int
    number_end: int
    who: tuple[tuple[int, int], ...] = ()
    active: bool = False

    @classmethod
    def of(cls, quantity: Quantity, people: People) -> Counted:
        """Return what a quantity counts."""
        who = ((people.start, people.end),) if people.end > people.start else ()
        start, end = quantity.start, quantity.end
        return cls(low=quantity.low, high=quantity.high, start=start, number_end=end, who=who)

    @property
    def who_end(self) -> int:
        """The token after the last phrase for them."""
        return self.who[-1][1] if self.who else self.number_end

    @property
    def end(self) -> int:
        """The token after number and phrase."""
        return max(self.number_end, self.who_end)

    def plus(self, other: Counted) -> Counted:
        """Add those coordinated, in text order."""
        first, second = (self, other) if self.start <= other.start else (other, self)
        open_above = first.high is None or second.high is None
        return replace(
            first,
            low=(first.low or 0) + (second.low or 0) or None,
            high=None if open_above else (first.high or 0) + (second.high or 0),
            number_end=second.number_end,
            who=first.who + second.who,
        )


def joined_before(norms: Sequence[str], at: int, joiners: Collection[str]) -> int:
    """Return how many tokens before `at` are an "and", 0 where none stands there.

    Examples
    --------
    >>> joined_before(["10", "soldats", "ainsi", "que", "3", "civils"], 4, {"et", "ainsi que"})
    2
    """
    lengths = range(1, min(_LONGEST_JOINER, at) + 1)
    return next((n for n in lengths if " ".join(norms[at - n : at]) in joiners), 0)


def joined_after(norms: Sequence[str], at: int, joiners: Collection[str]) -> int:
    """Return how many tokens from `at` are an "and", 0 where none stands there.

    Examples
    --------
    >>> joined_after(["10", "soldats", "et", "3", "civils"], 2, {"et", "ainsi que"})
    1
    """
    lengths = range(_LONGEST_JOINER, 0, -1)
    return next((n for n in lengths if " ".join(norms[at : at + n]) in joiners), 0)
