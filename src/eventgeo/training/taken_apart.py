"""Text that a tokeniser took apart ("Iran ' s army , he said ."), put together again."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

_SUPERFLUOUS = (
    re.compile(r"( )(?=[,.;:!?%)\]])"),
    re.compile(r"(?<=[(\[$])( )"),
    re.compile(r"(?<=\w)( )'( )(?=(?:s|t|re|ve|ll|d|m)\b)"),
    re.compile(r"(?<=\w)( )-( )(?=\w)"),
    re.compile(r"(?<=\d) ,( )(?=\d{3}\b)"),
)
_QUOTES = re.compile(r"`|'\s*'")


@dataclass(frozen=True, slots=True, kw_only=True)
class Joined:
    """The text put together; ``moved`` gives each old offset's new one."""

    text: str
    moved: Sequence[int]


def join(text: str) -> Joined | None:
    """Take out the blanks before and in words that are none of the text's own; None where that is not all.

    Examples
    --------
    >>> joined = join("Iran ' s army , he said , has tanks .")
    >>> joined.text, joined.moved[9]
    ("Iran's army, he said, has tanks.", 7)
    >>> join("He said ` ` no ' ' .") is None
    True
    """
    if _QUOTES.search(text):
        return None
    blanks = {
        match.start(group)
        for pattern in _SUPERFLUOUS
        for match in pattern.finditer(text)
        for group in range(1, pattern.groups + 1)
    }
    moved, kept = [], 0
    for at in range(len(text) + 1):
        moved.append(kept)
        kept += at not in blanks
    return Joined(text="".join(char for at, char in enumerate(text) if at not in blanks), moved=moved)
