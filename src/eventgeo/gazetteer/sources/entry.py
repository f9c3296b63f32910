"""What a source of places yields, and what it says of itself."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from eventgeo.model import Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A place with every name it goes by; the place's own name need not be repeated.

    ``languages`` holds, for names used only in some languages, their codes with blanks between.
    """

    place: Place
    names: tuple[str, ...] = ()
    languages: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A source of places: where it comes from, under which licence, which edition, and how to read it."""

    name: str
    title: str
    licence: str
    url: str
    version: Callable[[], str]
    read: Callable[[], Iterator[Entry]]
