"""The package's own data files: rules, lexicons and tables, read by their path below a subpackage."""

from __future__ import annotations

import tomllib
from importlib import resources
from typing import Any

from eventgeo.errors import ResourceError


def is_there(package: str, path: str) -> bool:
    """Tell whether a subpackage has a data file: a language without rules has none.

    Examples
    --------
    >>> is_there("text", "abbreviations.toml"), is_there("assembly", "rules/xx/dates.toml")
    (True, False)
    """
    return (resources.files(f"eventgeo.{package}") / path).is_file()


def read_text(package: str, path: str) -> str:
    """Return the contents of a data file.

    Parameters
    ----------
    package : str
        Subpackage of eventgeo, such as "assembly".
    path : str
        Path of the file in it.

    Raises
    ------
    ResourceError
        Where there is no such file, or it is no UTF-8.
    """
    try:
        return (resources.files(f"eventgeo.{package}") / path).read_text("utf-8")
    except FileNotFoundError as error:
        raise ResourceError(f"{package}/{path} is missing. Reinstall eventgeo.") from error
    except UnicodeDecodeError as error:
        raise ResourceError(f"{package}/{path} is damaged: {error}. Reinstall eventgeo.") from error


def read_toml(package: str, path: str) -> dict[str, Any]:
    """Return the contents of a TOML data file.

    Raises
    ------
    ResourceError
        Where there is no such file, or it is no TOML; it says where in the file.

    Examples
    --------
    >>> "mme" in read_toml("text", "abbreviations.toml")["fr"]
    True
    >>> read_toml("text", "nowhere.toml")
    Traceback (most recent call last):
    ...
    eventgeo.errors.ResourceError: text/nowhere.toml is missing. Reinstall eventgeo.
    """
    try:
        return tomllib.loads(read_text(package, path))
    except tomllib.TOMLDecodeError as error:
        message = f"{package}/{path} is damaged: {error}. Correct it, or reinstall eventgeo."
        raise ResourceError(message) from error
