"""Names without the words that only say what is there: "gare de Lviv", "Sharaf village", "Al Bab (city)"."""

from __future__ import annotations

import re
from functools import cache

from eventgeo.datafiles import read_toml
from eventgeo.gazetteer.names import normalised_key, unify_marks


@cache
def _words() -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    data = read_toml("gazetteer", "data/generic_words.toml")
    before, after = (frozenset(map(normalised_key, data[side])) for side in ("before", "after"))
    return before, after, frozenset(data["links"])


def without_generic_words(name: str) -> str:
    """Return a name, normalised, without such a word in front or at the end; empty where it has none.

    A name of only such words keeps them, too.

    Examples
    --------
    >>> without_generic_words("gare de Lviv"), without_generic_words("Sharaf village")
    ('lviv', 'sharaf')
    >>> [without_generic_words(name) for name in ("aéroport d'Alep", "مدينة حلب", "Al Bab (city)")]
    ['alep', 'حلب', 'bab']
    >>> without_generic_words("Lviv"), without_generic_words("village")
    ('', '')
    """
    before, after, links = _words()
    words = normalised_key(_ELIDED.sub(r" \1 ", unify_marks(name))).split()
    start, end = 0, len(words)
    if end > 1 and words[0] in before:
        start = 1
        while start < end - 1 and words[start] in links:
            start += 1
    while end - start > 1 and (words[end - 1] in after or " ".join(words[end - 2 : end]) in after):
        end -= 1
    if end - start == len(words) or words[start] in before | after:
        return ""
    return normalised_key(" ".join(words[start:end]))


_ELIDED = re.compile(r" ([dl])'", re.IGNORECASE)
