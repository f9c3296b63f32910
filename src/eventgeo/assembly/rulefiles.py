"""Reading the rule files of the assembly stage: one folder a language under ``assembly/rules``."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from eventgeo.assembly.spelling import respell, spelling
from eventgeo.datafiles import is_there, read_toml

SUBJECTS = (
    "actors",
    "attribution",
    "casualties",
    "clauses",
    "dates",
    "modality",
    "numbers",
    "places",
    "spatial",
    "weapons",
)
"""The names of the rule files that a language may have."""


@cache
def read_rules(lang: str, subject: str) -> dict[str, Any]:
    """Return the rules of one language on one subject.

    Parameters
    ----------
    lang : str
        ISO 639-1 code.
    subject : str
        Name of the file without its ending, one of :data:`SUBJECTS`.

    Returns
    -------
    dict
        Empty where the language has no rules on the subject: nothing is then found, and nothing made up.
        Words are in the spelling by which they are looked up (:mod:`eventgeo.assembly.spelling`).

    Examples
    --------
    >>> read_rules("fr", "modality")["negation"]["particles"]
    ['ne', "n'"]
    >>> read_rules("xx", "modality")
    {}
    """
    path = f"rules/{lang}/{subject}.toml"
    if not lang or not is_there("assembly", path):  # without a language the path is that of the rules for all
        return {}
    rules = read_toml("assembly", path)
    return rules if spelling(lang) is None else {key: _respelt(value, lang) for key, value in rules.items()}


def _respelt(rules: Any, lang: str) -> Any:
    if isinstance(rules, str):
        return respell(rules, lang)
    if isinstance(rules, dict):
        return {respell(key, lang): _respelt(value, lang) for key, value in rules.items()}
    if isinstance(rules, list):
        return [_respelt(value, lang) for value in rules]
    return rules


def texts_in(rules: Any) -> Iterator[str]:
    """Yield every text of a table of rules, keys included, however deep it lies.

    Examples
    --------
    >>> list(texts_in({"near": ["près de", {"also": "non loin de"}]}))
    ['near', 'près de', 'also', 'non loin de']
    """
    if isinstance(rules, str):
        yield rules
    elif isinstance(rules, Mapping):
        for key, value in rules.items():
            yield key
            yield from texts_in(value)
    elif isinstance(rules, list):
        for value in rules:
            yield from texts_in(value)
