"""The seams between stages: what a part must do to take the place of another.

Stages know each other only through these and :mod:`eventgeo.model`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from eventgeo.model import Candidate, Document, EventMention, Resolution, Tags

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry


@runtime_checkable
class Gazetteer(Protocol):
    """A store of places that can be asked by name."""

    @property
    def name(self) -> str:
        """Name and version, as provenance in the tables."""

    def lookup(self, name: str) -> tuple[Candidate, ...]:
        """Return every place of that name, closest match first, then by population.

        Exact and normalised matches come together; matches by sound only where there is no closer one.
        """


@runtime_checkable
class Boundaries(Protocol):
    """Where countries ("SY") and first-level units ("SY.09") lie, in (longitude, latitude)."""

    def __hash__(self) -> int:
        """Return a hash: what is reckoned of boundaries is remembered by them."""

    def country_at(self, latitude: float, longitude: float) -> str:
        """Return the country that a point lies in or off, "" on the high seas."""

    def has_boundary(self, code: str) -> bool:
        """Whether the boundary of `code` is known."""

    def boundary_of(self, code: str) -> BaseGeometry:
        """Return the polygons of a country or unit."""

    def border_between(self, one: str, other: str) -> BaseGeometry:
        """Return the line along which two of them meet, empty where they do not."""


@runtime_checkable
class Tagger(Protocol):
    """Finds triggers, toponyms and actors. Same documents, same tags, in the order given."""

    @property
    def name(self) -> str:
        """Name and version, as provenance in the tables."""

    def tag(self, documents: Sequence[Document]) -> list[Tags]:
        """Return one :class:`~eventgeo.model.Tags` a document, in order; every document has ``lang`` set."""


@runtime_checkable
class Resolver(Protocol):
    """Chooses a place for each toponym of a document, or none, with the reason."""

    def resolve(self, tags: Tags) -> tuple[Resolution, ...]:
        """Return one resolution a toponym, in the order of ``tags.toponyms``."""


@runtime_checkable
class Assembler(Protocol):
    """Joins triggers and their arguments into event mentions."""

    def assemble(self, tags: Tags, resolutions: Sequence[Resolution]) -> tuple[EventMention, ...]:
        """Return one mention a trigger, in text order.

        ``resolutions`` are those of ``tags.toponyms``, in order: what kind of place a name turned out to be
        helps to link it ("narrowest place").
        """
