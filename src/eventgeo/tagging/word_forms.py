"""What the ending of a word says of its form, for triggers that no lexicon knows (``word_forms.toml``)."""

from __future__ import annotations

from functools import cache

from eventgeo.datafiles import read_toml

_NOUN = frozenset({"noun"})


@cache
def _endings(lang: str) -> tuple[tuple[str, frozenset[str]], ...]:
    """Return the endings of a language with their features, longest first."""
    table = read_toml("tagging", "word_forms.toml").get(lang, {})
    rows = [
        (ending, frozenset(features.split()))
        for features, endings in table.items()
        for ending in endings.split()
    ]
    return tuple(sorted(rows, key=lambda row: -len(row[0])))


def guess_form(norm: str, lang: str) -> frozenset[str]:
    """Return the features that the ending of a word makes likely; "noun" where it says nothing.

    Parameters
    ----------
    norm : str
        The word in lower case (the head of a trigger).
    lang : str

    Returns
    -------
    frozenset of str
        As in :class:`eventgeo.model.Trigger`.

    Examples
    --------
    >>> sorted(guess_form("pilonneront", "fr")), sorted(guess_form("pilonnage", "fr"))
    (['fut', 'verb'], ['noun'])
    >>> sorted(guess_form("overran", "xx"))
    ['noun']
    """
    for ending, features in _endings(lang):
        if len(norm) > len(ending) and norm.endswith(ending):
            return features
    return _NOUN
