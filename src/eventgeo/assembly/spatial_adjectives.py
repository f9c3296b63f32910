"""Adjectives of countries that tell a place: "syro-irakienne", "السورية العراقية", "Syrian-Turkish"."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from eventgeo.assembly.spatial_rules import SpatialRules
from eventgeo.assembly.spelling import respell
from eventgeo.text.demonyms import demonyms

_SIGN = "="
_ONE = len("=SY")


@dataclass(slots=True)
class Word:
    """A word in canonical form, with its place in the document."""

    form: str
    start: int
    end: int


def with_countries(words: Sequence[Word], lang: str, rules: SpatialRules) -> list[Word]:
    """Return the words with codes in place of adjectives: "=SY-IQ" of two countries, "=ML" of one.

    Examples
    --------
    >>> from eventgeo.assembly.spatial_rules import spatial_rules
    >>> words = [Word("frontière", 0, 9), Word("syro-irakienne", 10, 24)]
    >>> [word.form for word in with_countries(words, "fr", spatial_rules("fr"))]
    ['frontière', '=SY-IQ']
    """
    found: list[Word] = []
    known = _adjectives(lang)
    for word in words:
        codes = _countries(word.form, known, rules)
        at = -2 if len(found) > 1 and found[-1].form == "-" else -1  # "Syrian - Turkish", "السورية العراقية"
        before = found[at] if found else None
        if len(codes) == 1 and before is not None and before.form[0] == _SIGN and len(before.form) == _ONE:
            del found[at:]
            found.append(Word(f"{before.form}-{codes[0]}", before.start, word.end))
        elif codes:
            found.append(Word(_SIGN + "-".join(codes), word.start, word.end))
        else:
            found.append(word)
    return found


@cache
def _adjectives(lang: str) -> Mapping[str, tuple[str, ...]]:
    """Return the demonyms in the spelling by which words are looked up."""
    return {respell(word, lang): countries for word, countries in demonyms(lang).national.items()}


def _countries(form: str, known: Mapping[str, tuple[str, ...]], rules: SpatialRules) -> tuple[str, ...]:
    parts = form.split("-")
    codes = [_country(part, known, rules, is_last=part is parts[-1]) for part in parts]
    return tuple(codes) if len(codes) <= 2 and all(codes) else ()


def _country(part: str, known: Mapping[str, tuple[str, ...]], rules: SpatialRules, *, is_last: bool) -> str:
    if not is_last and part in rules.country_prefixes:
        return rules.country_prefixes[part]
    codes = known.get(part, ())
    return codes[0] if len(codes) == 1 else ""
