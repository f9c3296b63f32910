"""Marks in a document's text, and the text cut where they begin and end.

Offsets count Unicode code points, as everywhere here. A page gets the pieces, never the offsets: its script
counts in UTF-16.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

MarkKind = Literal["trigger", "place", "actor", "date", "cue"]
MARK_KINDS: tuple[MarkKind, ...] = ("trigger", "place", "actor", "date", "cue")

Target = tuple[int, str]
"""A row's number in its document, and the field that a mark belongs to."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A stretch of text with what it is to one or several rows."""

    kind: MarkKind
    start: int
    end: int
    targets: tuple[Target, ...]


def joined_marks(marks: Iterable[Mark]) -> list[Mark]:
    """Return the marks in the text's order, those of one kind at one spot as one with all their targets."""
    found: dict[tuple[int, int, MarkKind], tuple[Target, ...]] = {}
    for mark in marks:
        key = (mark.start, -mark.end, mark.kind)
        found[key] = tuple(dict.fromkeys((*found.get(key, ()), *mark.targets)))
    ordered = sorted(found, key=lambda key: (key[0], key[1], MARK_KINDS.index(key[2])))
    return [Mark(kind=kind, start=start, end=-end, targets=found[start, end, kind])
            for start, end, kind in ordered]  # fmt: skip


def pieces(text: str, marks: Sequence[Mark]) -> list[tuple[str, list[int]]]:
    """Cut `text` at each begin and end of a mark; each piece comes with the numbers of the marks over it.

    Examples
    --------
    >>> town = Mark(kind="place", start=0, end=15, targets=((0, "place"),))
    >>> battle = Mark(kind="trigger", start=0, end=8, targets=((0, "type"),))
    >>> pieces("Bataille d'Alep lundi", [town, battle])
    [('Bataille', [0, 1]), (" d'Alep", [0]), (' lundi', [])]
    >>> pieces("", [])
    []
    """
    cuts = sorted({0, len(text), *(at for mark in marks for at in (mark.start, mark.end))})
    opened: dict[int, list[int]] = {}
    for number, mark in enumerate(marks):
        opened.setdefault(mark.start, []).append(number)
    over: list[int] = []
    cut: list[tuple[str, list[int]]] = []
    for start, end in pairwise(cuts):
        over = [number for number in over if marks[number].end > start] + opened.get(start, [])
        cut.append((text[start:end], over))
    return cut
