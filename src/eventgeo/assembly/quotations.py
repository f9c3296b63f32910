"""Quotations of a text, however many sentences they run over."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

_CLOSING = {"«": "»", "“": "”", "„": "“”", "‹": "›"}
_STRAIGHT = '"'
_MARKS = re.compile(f"[{''.join(_CLOSING)}{''.join(_CLOSING.values())}{_STRAIGHT}\\n]")
_LEAST_WORDS = 3
"""Words from which a quotation is speech: "gilets jaunes" between marks is none."""
_LONGEST = 3000


def find_quotations(text: str) -> tuple[tuple[int, int], ...]:
    """Return the ranges of `text` that are quoted speech, without their marks, in order.

    A straight mark opens where a word begins and closes where one ends; what its line leaves open ends with
    the line. A quotation between directed marks may go on.

    Examples
    --------
    >>> text = "« Nous avons fui. La ville brûle », dit-elle. Les « rebelles » sont partis."
    >>> [text[start:end].strip() for start, end in find_quotations(text)]
    ['Nous avons fui. La ville brûle']
    >>> find_quotations("")
    ()
    """
    found: list[tuple[int, int]] = []
    start, closing = -1, ""
    for hit in _MARKS.finditer(text):
        at, mark = hit.start(), hit[0]
        if start >= 0 and at > start + _LONGEST + 1:
            start = -1
        if mark == _STRAIGHT:
            opens = _opens(text, at)
            if start >= 0 and closing == _STRAIGHT and not opens:
                found.append((start, at))
                start = -1
            elif opens and (start < 0 or closing == _STRAIGHT):
                start, closing = at + 1, _STRAIGHT  # one left open before was a slip
        elif mark in _CLOSING and (start < 0 or _CLOSING[mark] == closing):
            if start >= 0:
                found.append((start, at))  # each paragraph of a long quotation opens with a mark
            start, closing = at + 1, _CLOSING[mark]
        elif start >= 0 and mark in closing:
            found.append((start, at))
            start = -1
        elif start >= 0 and (at - start > _LONGEST or (mark == "\n" and closing == _STRAIGHT)):
            if mark == "\n":
                found.append((start, at))
            start = -1
    if start >= 0 and len(text) <= start + _LONGEST + 1:
        found.append((start, len(text)))
    return tuple((first, last) for first, last in found if len(text[first:last].split()) >= _LEAST_WORDS)


def _opens(text: str, at: int) -> bool:
    """Say whether the straight mark at `at` opens: no word ends at it, and one begins."""
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    return (
        bool(after.strip())
        and (not before.strip() or before in "'’([-—–\"" or after.isalnum())
        and not (before.isalnum() or before in (".", "!", "?", "…", ","))
    )


def quotation_at(place: int, quotations: Sequence[tuple[int, int]]) -> tuple[int, int] | None:
    """Return the quotation that holds the character at `place`.

    Examples
    --------
    >>> quotation_at(5, [(3, 9)]), quotation_at(9, [(3, 9)])
    ((3, 9), None)
    """
    number = bisect_right(quotations, (place, 1 << 60)) - 1
    if number >= 0 and quotations[number][0] <= place < quotations[number][1]:
        return quotations[number]
    return None
