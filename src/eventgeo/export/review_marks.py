"""Marks in a document's text, and the text cut where they begin and end.

Offsets count Unicode code points, as everywhere here. A page gets the pieces, never the offsets: its script
counts in UTF-16.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Literal

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


def sentence_start(text: str, event: Mapping[str, Any]) -> int | None:
    """Return where the sentence of an event begins; None where it is not round the trigger."""
    sentence, trigger_start = event["sentence"], event["trigger_start"]
    at = text.find(sentence, max(0, trigger_start - len(sentence))) if sentence else -1
    return at if 0 <= at <= trigger_start else None


def nearest(text: str, words: str, near: int, start: int, end: int) -> int | None:
    """Return where `words` stand in ``text[start:end]``, nearest to `near`; as whole words if they do so.

    Examples
    --------
    >>> nearest("avant de partir, il va au nord", "va", 0, 0, 30)
    20
    >>> nearest("il va", "ira", 0, 0, 5)
    """
    if not words:
        return None
    found = []
    at = text.find(words, start, end)
    while at >= 0:
        found.append(at)
        at = text.find(words, at + 1, end)
    whole = [at for at in found if _is_whole(text, at, at + len(words))]
    return min(whole or found, key=lambda at: abs(at - near), default=None)


def _is_whole(text: str, start: int, end: int) -> bool:
    before = start > 0 and text[start - 1].isalnum() and text[start].isalnum()
    after = end < len(text) and text[end].isalnum() and text[end - 1].isalnum()
    return not before and not after
