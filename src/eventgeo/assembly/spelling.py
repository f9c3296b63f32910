"""One spelling for words that a language writes in several, so that rules need to name one only.

Arabic writes its alifs with a hamza or without, "ة" as "ه" and numbers in two sets of digits; which letters
count as one is data (``rules/<lang>/spelling.toml``).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from eventgeo.datafiles import is_there, read_toml


@dataclass(frozen=True, slots=True, kw_only=True)
class Spelling:
    """The letters of a language that stand for others, and the particles it writes as one with a word."""

    letters: Mapping[int, str]
    proclitics: tuple[str, ...]
    run_together: Mapping[str, str]
    """Spellings in which a particle has swallowed a letter of the article, and the article in full."""


@cache
def spelling(lang: str) -> Spelling | None:
    """Return the spelling of `lang`, None where words are taken as they are."""
    path = f"rules/{lang}/spelling.toml"
    if not is_there("assembly", path):
        return None
    raw = read_toml("assembly", path)
    return Spelling(
        letters=str.maketrans(raw["letters"]),
        proclitics=tuple(raw["proclitics"]),
        run_together=raw["run_together"],
    )


def respell(text: str, lang: str) -> str:
    """Return `text` with the letters by which the rules of `lang` are looked up.

    Examples
    --------
    >>> respell("إبريل ٢٠١٧", "ar") == respell("ابريل 2017", "ar")
    True
    >>> respell("Ciudad Juárez", "es")
    'Ciudad Juárez'
    """
    found = spelling(lang)
    return text if found is None else text.translate(found.letters)
