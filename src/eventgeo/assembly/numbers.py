"""Numbers in digits and in words, at a place in a sentence."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from eventgeo.assembly.rulefiles import read_rules

_DIGITS = re.compile(r"\d{1,3}(?:[.,\u00a0\u202f]\d{3})+|\d+")
_MOST_TOKENS = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Number:
    """A number read: its value and token range. ``at_least`` marks a bare plural ("des dizaines")."""

    value: int
    start: int
    end: int
    at_least: bool = False


def read_number(norms: Sequence[str], at: int, lang: str) -> Number | None:
    """Read the number that begins at token `at`.

    Parameters
    ----------
    norms : sequence of str
        Normal forms of a sentence's tokens.
    at : int
    lang : str

    Returns
    -------
    Number or None
        None where no number begins there; decimals ("1,5") are none.

    Examples
    --------
    >>> read_number(["vingt-cinq", "civils"], 0, "fr").value
    25
    >>> read_number(["1.200", "hommes"], 0, "fr").value, read_number(["two", "hundred"], 0, "en").value
    (1200, 200)
    >>> read_number(["dizaines", "de", "morts"], 0, "fr")
    Number(value=20, start=0, end=1, at_least=True)
    >>> read_number(["1,5", "million"], 0, "fr") is None
    True
    """
    rules = read_rules(lang, "numbers")
    norm = norms[at]
    if norm[0].isdigit():
        return _read_digits(norms, at, rules)
    if not rules:
        return None
    if norm in rules["many"]:
        return Number(value=rules["many"][norm], start=at, end=at + 1, at_least=True)
    return _read_words(norms, at, rules)


def _read_digits(norms: Sequence[str], at: int, rules: dict[str, Any]) -> Number | None:
    if not _DIGITS.fullmatch(norms[at]):
        return None
    value, end = int(re.sub(r"\D", "", norms[at])), at + 1
    while end < len(norms) and re.fullmatch(r"\d{3}", norms[end]) and value < 1000:  # "1 200"
        value, end = value * 1000 + int(norms[end]), end + 1
    if rules and end < len(norms) and rules["multipliers"].get(norms[end], 0) >= 1000:
        value, end = value * int(rules["multipliers"][norms[end]]), end + 1
    return Number(value=value, start=at, end=end)


def _read_words(norms: Sequence[str], at: int, rules: dict[str, Any]) -> Number | None:
    words, multipliers, about = rules["words"], rules["multipliers"], rules["about"]
    if norms[at] in rules["joiners"]:
        return None
    total = current = 0
    end = at
    for place in range(at, min(len(norms), at + _MOST_TOKENS)):
        parts = [part for part in norms[place].split("-") if part]
        if place > at and norms[place] in rules["joiners"]:
            continue
        if norms[place] in about:
            current = max(current, 1) * about[norms[place]]
            end = place + 1
            break
        if not parts or not all(p in words or p in multipliers or p in rules["joiners"] for p in parts):
            break
        for part in parts:
            if part in words:
                current = current * words[part] if current == 4 and part == "vingt" else current + words[part]
            elif part in multipliers:
                factor = multipliers[part]
                current = max(current, 1) * factor
                if factor >= 1000:
                    total, current = total + current, 0
        end = place + 1
    return Number(value=total + current, start=at, end=end) if end > at else None
