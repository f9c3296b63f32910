"""What slots of date patterns the words of a sentence can fill: days, months, years, the time of day."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

from eventgeo.assembly.date_names import Filler, Fillers
from eventgeo.assembly.date_patterns import DateRules
from eventgeo.model import Sentence

_YEAR = re.compile(r"(?:19|20)\d\d")
_HIJRI_YEAR = re.compile(r"[1-9]\d\d|1[0-6]\d\d")
_CLOCK = re.compile(r"\d{1,2}(?:(:)|\.)\d{2}\b(?(1)|\s*[|–—-])")
"""The time of day that opens an entry of a live ticker: "07:25 | …", "13.00 – …"."""
_NUMERIC = re.compile(r"(\d{1,2})[.](\d{1,2})[.]((?:19|20)\d\d)")
_NOTHING: Fillers = {}


def slot_fillers(sentence: Sentence, norms: Sequence[str], rules: DateRules) -> list[Fillers]:
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
    single, pairs = rules.words.single, rules.words.pairs
    kinds: list[Fillers] = []
    for at, norm in enumerate(norms):
        found = _digits(norm) if norm[0].isdigit() else single.get(norm, _NOTHING)
        if found and rules.capitalised and not sentence.tokens[at].text[0].isupper():
            found = {kind: filler for kind, filler in found.items() if kind not in rules.capitalised}
        if norm in pairs and at + 1 < len(norms):
            found = {**found, **pairs[norm].get(norms[at + 1], _NOTHING)}
        kinds.append(found)
    clock = _CLOCK.match(sentence.text) if "clock" in rules.by_kind else None
    if clock is not None:
        kinds[0] = {**kinds[0], "clock": Filler(values={}, width=3 if clock[1] else 1)}
    if rules.double_months:
        for at in reversed(range(len(kinds))):
            if "month" in kinds[at]:
                kinds[at] = _with_second_name(norms, kinds, at)
    return kinds


def _with_second_name(norms: Sequence[str], kinds: Sequence[Fillers], at: int) -> Fillers:
    """Let the name of a month at `at` take in the same month's other name after it."""
    month = kinds[at]["month"]
    mark = at + month.width
    if mark + 1 >= len(norms) or norms[mark] not in ("/", "-", "("):
        return kinds[at]
    other = kinds[mark + 1].get("month")
    if other is None or other.values != month.values:
        return kinds[at]
    end = mark + 1 + other.width
    end += norms[mark] == "(" and norms[end : end + 1] == [")"]
    return {**kinds[at], "month": Filler(values=month.values, width=end - at)}


@lru_cache(maxsize=4096)
def _digits(norm: str) -> Mapping[str, Filler]:
    kinds: dict[str, Filler] = {}
    if len(norm) <= 2 and norm.isdecimal() and 1 <= int(norm) <= 31:
        kinds["day"] = Filler(values={"day": int(norm)})
    elif _YEAR.fullmatch(norm):
        kinds["year"] = Filler(values={"year": int(norm)})
    elif _HIJRI_YEAR.fullmatch(norm):
        kinds["hijri_year"] = Filler(values={"hijri_year": int(norm)})
    elif numeric := _NUMERIC.fullmatch(norm):
        values = {"day": int(numeric[1]), "day2": int(numeric[2]), "year": int(numeric[3])}
        kinds["numeric"] = Filler(values=values)
    return kinds
