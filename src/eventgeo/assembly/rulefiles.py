"""Reading the rule files of the assembly stage: one folder a language under ``assembly/rules``."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources
from typing import Any

from eventgeo.errors import ResourceError


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
    file = resources.files("eventgeo.assembly") / "rules" / lang / f"{subject}.toml"
    if not file.is_file():
        return {}
    try:
        return tomllib.loads(file.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        message = f"rules/{lang}/{subject}.toml is damaged: {error}. Reinstall eventgeo."
        raise ResourceError(message) from error
