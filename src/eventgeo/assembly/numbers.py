"""Numbers in digits and in words, at a place in a sentence."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from eventgeo.assembly.rulefiles import read_rules

_DIGITS = re.compile(r"\d{1,3}(?:[.,\u00a0\u202f]\d{3})+|\d+")
_DECIMAL = re.compile(r"(\d+)[.,](\d{1,2})")
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
        None where no number begins there; a decimal is one only before "million" and its like.

    Examples
    --------
    >>> read_number(["vingt-cinq", "civils"], 0, "fr").value
    25
    >>> read_number(["1.200", "hommes"], 0, "fr").value, read_number(["two", "hundred"], 0, "en").value
    (1200, 200)
    >>> read_number(["dizaines", "de", "morts"], 0, "fr")
    Number(value=20, start=0, end=1, at_least=True)
    >>> read_number(["dizaines", "de", "milliers"], 0, "fr").value
    20000
    >>> read_number(["1,5", "million"], 0, "fr").value, read_number(["1,5", "point"], 0, "fr")
    (1500000, None)
    """
    rules = read_rules(lang, "numbers")
    norm = norms[at]
    if norm[0].isdigit():
        return _read_digits(norms, at, rules)
    if not rules:
        return None
    for words, value, at_least in _fixed(lang).get(norm, ()):
        if tuple(norms[at : at + len(words)]) == words:
            return Number(value=value, start=at, end=at + len(words), at_least=at_least)
    if norm in rules["many"]:
        return _read_plural(norms, at, rules)
    return _read_words(norms, at, rules)


@cache
def _fixed(lang: str) -> dict[str, tuple[tuple[tuple[str, ...], int, bool], ...]]:
    """Return phrases that are numbers as a whole ("half a dozen"), by their first word, the longest first."""
    found: dict[str, list[tuple[tuple[str, ...], int, bool]]] = {}
    rules = read_rules(lang, "numbers")
    for name, at_least in (("fixed", False), ("fixed_least", True)):
        for phrase, value in rules.get(name, {}).items():
            words = tuple(phrase.split())
            found.setdefault(words[0], []).append((words, value, at_least))
    return {first: tuple(sorted(rows, key=lambda row: -len(row[0]))) for first, rows in found.items()}


@cache
def number_words(lang: str) -> frozenset[str]:
    """Return the words with which a number may begin: a cheap look before :func:`read_number`.

    Numbers in digits and words with a hyphen ("vingt-cinq") are not among them.

    Examples
    --------
    >>> "dizaine" in number_words("fr"), "soldat" in number_words("fr"), number_words("xx")
    (True, False, frozenset())
    """
    rules = read_rules(lang, "numbers")
    tables = ("words", "multipliers", "about", "many")
    words = {word for table in tables for word in rules.get(table, ())}
    return frozenset(words | _fixed(lang).keys() | set(rules.get("articles", ())))


def _read_digits(norms: Sequence[str], at: int, rules: dict[str, Any]) -> Number | None:
    end = at + 1
    multiplier = int(rules["multipliers"].get(norms[end], 0)) if rules and end < len(norms) else 0
    if not _DIGITS.fullmatch(norms[at]):
        decimal = _DECIMAL.fullmatch(norms[at])
        if decimal is None or multiplier < 1000:
            return None
        tenths = int(decimal[1] + decimal[2]) * multiplier
        return Number(value=tenths // 10 ** len(decimal[2]), start=at, end=end + 1)
    value = int(re.sub(r"\D", "", norms[at]))
    while end < len(norms) and re.fullmatch(r"\d{3}", norms[end]) and value < 1000:  # "1 200"
        value, end = value * 1000 + int(norms[end]), end + 1
    if rules and end < len(norms) and rules["multipliers"].get(norms[end], 0) >= 1000:
        value, end = value * int(rules["multipliers"][norms[end]]), end + 1
    return Number(value=value, start=at, end=end)


def _read_plural(norms: Sequence[str], at: int, rules: dict[str, Any]) -> Number:
    """Read "dizaines", "plusieurs centaines", "dizaines de milliers": the least that they can mean."""
    value, end = rules["many"][norms[at]], at + 1
    while end < len(norms):
        place = end + 1 if end + 1 < len(norms) and norms[end] in rules.get("of", ()) else end
        unit = rules.get("units", {}).get(norms[place]) or rules["multipliers"].get(norms[place])
        unit = unit or (rules["about"].get(norms[place]) if place == end else None)
        if not unit:
            break
        value, end = value * int(unit), place + 1
    return Number(value=value, start=at, end=end, at_least=True)


def _read_words(norms: Sequence[str], at: int, rules: dict[str, Any]) -> Number | None:
    words, multipliers, about = rules["words"], rules["multipliers"], rules["about"]
    units = rules.get("units", {})
    if norms[at] in rules["joiners"]:
        return None
    total = current = least = 0  # `least`: the last number added, by which the next may be told to go with it
    joined: tuple[int, int, int] | None = None  # what stood before the last "and"
    end = at
    for place in range(at, min(len(norms), at + _MOST_TOKENS)):
        parts = [part for part in norms[place].split("-") if part]
        if place > at and norms[place] in rules["joiners"]:
            joined = total, current, end
            continue
        if norms[place] in about or (place > at and norms[place] in units and end == place):
            current = max(current, 1) * (about.get(norms[place]) or units[norms[place]])
            end = place + 1
            break
        if not parts or not all(p in words or p in multipliers or p in rules["joiners"] for p in parts):
            break
        before = total, current
        for part in parts:
            if part in words:
                value = words[part]
                if least and rules.get("times", {}).get(part) == least:  # "quatre-vingts"
                    current, least = current - least + least * value, least * value
                elif _goes_with(least, value, rules):
                    current, least = current + value, value
                else:
                    return _words_read(*before, at, end)  # "dix et quinze" are two numbers
            elif part in multipliers:
                factor = multipliers[part]
                if factor < 1000 and joined and joined[1]:
                    return _words_read(joined[0], joined[1], at, joined[2])  # "twenty and two hundred"
                if factor < 1000 and current >= factor:
                    return _words_read(*before, at, end)
                current = max(current, 1) * factor
                least = factor
                if factor >= 1000:
                    total, current, least, joined = total + current, 0, 0, None
        end = place + 1
    return _words_read(total, current, at, end)


def _words_read(total: int, current: int, at: int, end: int) -> Number | None:
    return Number(value=total + current, start=at, end=end) if end > at else None


def _goes_with(least: int, value: int, rules: dict[str, Any]) -> bool:
    """Say whether a number word may be added to the one before it: "vingt et un", but not "dix et quinze"."""
    if least == 0 or (least >= 100 and value < 100) or (least >= 10 and least % 10 == 0 and value < 10):
        return True
    if rules.get("units_first") and least < 10:  # "سبعة وعشرون", "خمسة عشر"
        return 10 <= value < 100 and value % 10 == 0
    return least in rules.get("scores", ()) and value < 20
