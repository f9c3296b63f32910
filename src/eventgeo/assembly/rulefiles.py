"""Reading the rule files of the assembly stage: one folder a language under ``assembly/rules``."""

from __future__ import annotations

from functools import cache
from typing import Any

from eventgeo.datafiles import is_there, read_toml


@cache
def read_rules(lang: str, subject: str) -> dict[str, Any]:
    """Return the rules of one language on one subject.

    Parameters
    ----------
    lang : str
        ISO 639-1 code.
    subject : str
        Name of the file without its ending: "modality", "dates", "attribution", "casualties".

    Returns
    -------
    dict
        Empty where the language has no rules on the subject: nothing is then found, and nothing made up.

    Examples
    --------
    >>> read_rules("fr", "modality")["negation"]["particles"]
    ['ne', "n'"]
    >>> read_rules("xx", "modality")
    {}
    """
    path = f"rules/{lang}/{subject}.toml"
    return read_toml("assembly", path) if is_there("assembly", path) else {}
