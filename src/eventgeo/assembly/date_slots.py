"""What slots of date patterns the words of a sentence can fill: days, months, years, the time of day."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from eventgeo.assembly.date_patterns import DateRules
from eventgeo.model import Sentence

_ORDINAL = re.compile(r"(\d{1,2})")
_YEAR = re.compile(r"(?:19|20)\d\d")
_CLOCK = re.compile(r"\d{1,2}(?:(:)|\.)\d{2}\b(?(1)|\s*[|–—-])")
"""The time of day that opens an entry of a live ticker: "07:25 | …", "13.00 – …"."""
_NUMERIC = re.compile(r"(\d{1,2})[.](\d{1,2})[.]((?:19|20)\d\d)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Filler:
    """What a slot is filled with by a name of one word or two."""

    values: Mapping[str, int]
    width: int = 1


def slot_fillers(sentence: Sentence, norms: Sequence[str], rules: DateRules) -> list[dict[str, Filler]]:
    """Return for each token the kinds of slot it can fill, alone or with those after it, and with what.

    Examples
    --------
    >>> from eventgeo.assembly.date_patterns import date_rules
    >>> from eventgeo.text.sentences import split_sentences
    >>> [sentence] = split_sentences("mardi 3 mai", "fr")
    >>> norms = [token.norm for token in sentence.tokens]
    >>> [sorted(kinds) for kinds in slot_fillers(sentence, norms, date_rules("fr"))]
    [['weekday'], ['day'], ['full_month', 'month']]
    """
    kinds = [_kinds(token.text, norm, rules) for token, norm in zip(sentence.tokens, norms, strict=True)]
    clock = _CLOCK.match(sentence.text) if "clock" in rules.by_kind else None
    if clock is not None:
        kinds[0]["clock"] = Filler(values={}, width=3 if clock[1] else 1)
    if rules.pairs:
        for at, pair in enumerate(pairwise(norms)):
            for kind, value in rules.pairs.get(pair, {}).items():
                kinds[at][kind] = Filler(values={kind: value}, width=2)
    if rules.double_months:
        for at in reversed(range(len(kinds))):
            _join_double_month(norms, kinds, at)
    return kinds


def _kinds(text: str, norm: str, rules: DateRules) -> dict[str, Filler]:
    """Return what slots a token can fill, and with what."""
    if norm[0].isdigit():
        return _digit_kinds(norm)
    kinds: dict[str, Filler] = {}
    for kind, names in rules.names.items():
        value = names.get(norm)
        if value is not None and (kind not in rules.capitalised or text[0].isupper()):
            kinds[kind] = Filler(values={kind: value})
    if norm in rules.full_months and "month" in kinds:
        kinds["full_month"] = kinds["month"]
    if norm in rules.duals:
        kinds["dual"] = Filler(values={"number": 2, "unit": rules.duals[norm]})
    if "-" in norm:
        part, _, month = norm.partition("-")
        value = rules.names["month"].get(month)
        if value is not None and part in rules.names["part"]:
            kinds["mid_month"] = Filler(values={"part": rules.names["part"][part], "month": value})
    return kinds


def _join_double_month(norms: Sequence[str], kinds: Sequence[dict[str, Filler]], at: int) -> None:
    """Let the name of a month at `at` take in the same month's other name after it."""
    month = kinds[at].get("month")
    mark = at + month.width if month else 0
    if month is None or mark + 1 >= len(norms) or norms[mark] not in ("/", "-", "("):
        return
    other = kinds[mark + 1].get("month")
    if other is not None and other.values == month.values:
        end = mark + 1 + other.width
        end += norms[mark] == "(" and norms[end : end + 1] == [")"]
        kinds[at]["month"] = Filler(values=month.values, width=end - at)


def _digit_kinds(norm: str) -> dict[str, Filler]:
    kinds: dict[str, Filler] = {}
    if (day := _ORDINAL.fullmatch(norm)) and 1 <= int(day[1]) <= 31:
        kinds["day"] = Filler(values={"day": int(day[1])})
    if _YEAR.fullmatch(norm):
        kinds["year"] = Filler(values={"year": int(norm)})
    if numeric := _NUMERIC.fullmatch(norm):
        values = {"day": int(numeric[1]), "day2": int(numeric[2]), "year": int(numeric[3])}
        kinds["numeric"] = Filler(values=values)
    return kinds
