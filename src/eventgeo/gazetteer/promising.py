"""Which of very many names that sound alike are worth a close comparison."""

from __future__ import annotations

from collections.abc import Collection

from eventgeo.gazetteer.scripts import romanised

_MOST_COMPARED = 120


def most_promising(normalised: str, keys: Collection[str]) -> list[str]:
    """Return those of `keys` that may be most like a normalised name: all, or of very many the closest.

    Names in Latin letters are compared with the name put into these, others with the name as it is; each sort
    has its share, so that neither crowds the other out.

    Examples
    --------
    >>> most_promising("halab", ["halib", "حلب"])
    ['halib', 'حلب']
    >>> alike = [f"halab {number}" for number in range(500)]
    >>> "halab 7" in most_promising("halab 7", alike), len(most_promising("halab 7", alike))
    (True, 120)
    """
    if len(keys) <= _MOST_COMPARED:
        return sorted(keys)
    from rapidfuzz import fuzz, process

    latin = next(iter(romanised(normalised)), normalised)
    plain, others = [key for key in keys if key.isascii()], [key for key in keys if not key.isascii()]
    found = []
    for asked, alike in ((latin, plain), (normalised, others)):
        closest = process.extract(asked, sorted(alike), scorer=fuzz.ratio, limit=_MOST_COMPARED)
        found += [key for key, _, _ in closest]
    return found
