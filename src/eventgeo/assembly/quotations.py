"""Quotations of a text, however many sentences they run over."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

_CLOSING = {"«": "»", "“": "”", "„": "“”", "‹": "›"}
_STRAIGHT = '"'
_LEAST_WORDS = 3
"""Words from which a quotation is speech: "gilets jaunes" between marks is none."""
_LONGEST = 3000


def find_quotations(text: str) -> tuple[tuple[int, int], ...]:
    """Return the ranges of `text` that are quoted speech, without their marks, in order.

    A straight mark opens and closes by turns, anew on every line. A quotation that its line leaves open ends
    with the line; one between directed marks may go on.

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
    for at, mark in enumerate(text):
        if start < 0:
            if mark in _CLOSING or mark == _STRAIGHT:
                start, closing = at + 1, _CLOSING.get(mark, _STRAIGHT)
            continue
        if mark in closing:
            found.append((start, at))
            start = -1
        elif mark in _CLOSING and _CLOSING[mark] == closing:
            found.append((start, at))  # each paragraph of a long quotation opens with a mark
            start = at + 1
        elif (mark == "\n" and closing == _STRAIGHT) or at - start > _LONGEST:
            if mark == "\n":
                found.append((start, at))
            start = -1
    if start >= 0:
        found.append((start, len(text)))
    return tuple((first, last) for first, last in found if len(text[first:last].split()) >= _LEAST_WORDS)


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
