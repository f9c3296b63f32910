"""Documents in folds for cross-validation: near-duplicates, as news has many, stay in one fold."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations

_SHINGLE = 5
"""Words of the stretches that two documents are compared by."""

_ALIKE = 0.15
"""Part of the shorter document's stretches that the other one must hold, too."""

_WORD = re.compile(r"\w+")


def split_folds(texts: Sequence[str], folds: int) -> list[int]:
    """Return the fold of each text, 0 to `folds` - 1.

    Parameters
    ----------
    texts : sequence of str
    folds : int

    Returns
    -------
    list of int
        In the order of `texts`; the same for the same texts in the same order. Groups of near-duplicates are
        dealt out first, then the others in turn, so that every fold has its part of each source.

    Examples
    --------
    >>> news = "Trois soldats ont été tués mardi dans une embuscade près de Ménaka"
    >>> split_folds(["Un sommet à Genève", news, "La pluie à Brest", news + ", dit l'armée"], 2)
    [1, 0, 0, 0]
    """
    parent = list(range(len(texts)))

    def root(at: int) -> int:
        while parent[at] != at:
            at = parent[at]
        return at

    for one, other in _alike(texts):
        parent[root(other)] = root(one)
    groups: defaultdict[int, list[int]] = defaultdict(list)
    for at in range(len(texts)):
        groups[root(at)].append(at)
    ordered = sorted(groups.values(), key=lambda group: (len(group) == 1, group[0]))
    found = [0] * len(texts)
    for turn, group in enumerate(ordered):
        for at in group:
            found[at] = turn % folds
    return found


def _alike(texts: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield the pairs of texts that share many stretches of words."""
    shingles = [_shingles(text) for text in texts]
    holders: defaultdict[tuple[str, ...], list[int]] = defaultdict(list)
    for at, stretches in enumerate(shingles):
        for stretch in stretches:
            holders[stretch].append(at)
    shared: Counter[tuple[int, int]] = Counter()
    for members in holders.values():
        shared.update(combinations(members, 2))
    for (one, other), count in sorted(shared.items()):
        if count >= _ALIKE * min(len(shingles[one]), len(shingles[other])):
            yield one, other


def _shingles(text: str) -> set[tuple[str, ...]]:
    words = _WORD.findall(text.lower())
    return {tuple(words[at : at + _SHINGLE]) for at in range(len(words) - _SHINGLE + 1)}
