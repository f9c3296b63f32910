"""What the user himself says of a name, where the gazetteer carries his corrections."""

from __future__ import annotations

from typing import Any

SOURCE = "correction"
"""The source of places that the user's corrections give."""


def said_of(gazetteer: Any, name: str) -> str:
    """Return in words what the user says of a name, "" where nothing.

    Parameters
    ----------
    gazetteer : Gazetteer
        One with corrections, or one that stands before such a one as its ``gazetteer``.
    name : str

    Examples
    --------
    >>> from eventgeo.gazetteer import open_gazetteer
    >>> said_of(open_gazetteer(), "Nice")
    ''
    """
    ask = getattr(gazetteer, "said_of", None)
    if callable(ask):
        return str(ask(name))
    inner = getattr(gazetteer, "gazetteer", None)
    return said_of(inner, name) if inner is not None else ""
