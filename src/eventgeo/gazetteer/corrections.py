"""What the user says of names in his documents: "Al-Qaryatayn is this place", "Nice is none", new places.

Corrections lie in a CSV file that may be edited by hand; it holds all that is to be known of a place, so it
stays right when the store changes. :class:`CorrectedGazetteer` puts them before any gazetteer.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, Literal

from eventgeo.errors import GazetteerError
from eventgeo.gazetteer.names import normalised_key
from eventgeo.model import Candidate, Place
from eventgeo.protocols import Gazetteer

SOURCE = "correction"
"""The source of every place that a correction gives."""

Meaning = Literal["place", "never", "not"]
"""A name is a certain place; or no place at all; or at least not a certain place."""
MEANINGS: tuple[Meaning, ...] = ("place", "never", "not")


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """One thing that the user says of a name.

    Attributes
    ----------
    name : str
        The name as in the documents; case, accents, hyphens and articles in front make no difference.
    meaning : Meaning
    place_id, place_name : str
        Which place, for "place" and "not", and what it is called.
    place : Place or None
        All of it, for "place"; where it is None the gazetteer is asked for the ``place_id``.
    note, added : str
        Why, in the user's words; and the day on which it was said (ISO 8601).
    where : str
        File and line, for errors.
    """

    name: str
    meaning: Meaning
    place_id: str = ""
    place_name: str = ""
    place: Place | None = None
    note: str = ""
    added: str = ""
    where: str = ""

    def in_words(self) -> str:
        """Return what is said, in words.

        Examples
        --------
        >>> Correction(name="Nice", meaning="never", note="a first name").in_words()
        'never a place (a first name)'
        """
        shown = self.place_name or self.place_id
        said = {"never": "never a place", "not": f"not {shown}", "place": shown}[self.meaning]
        return f"{said} ({self.note})" if self.note else said


class Corrections:
    """All that the user said, by name.

    Parameters
    ----------
    rows : iterable of Correction
        Of two that say what a name is, the later one counts.

    Examples
    --------
    >>> said = Corrections([Correction(name="Nice", meaning="never", note="people's first name")])
    >>> said.of("NICE")[0].meaning, said.of("Nantes")
    ('never', ())
    """

    def __init__(self, rows: Iterable[Correction] = ()) -> None:
        kept: dict[tuple[str, str], Correction] = {}
        for row in rows:
            key = normalised_key(row.name)
            slot = row.place_id if row.meaning == "not" else ""
            kept.pop((key, slot), None)
            kept[key, slot] = row
        self.rows = tuple(kept.values())

    def __bool__(self) -> bool:
        return bool(self.rows)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Corrections) and self.rows == other.rows

    def __hash__(self) -> int:
        return hash(self.rows)

    @cached_property
    def _by_key(self) -> Mapping[str, tuple[Correction, ...]]:
        found: dict[str, tuple[Correction, ...]] = {}
        for row in self.rows:
            key = normalised_key(row.name)
            found[key] = (*found.get(key, ()), row)
        return found

    @cached_property
    def mark(self) -> str:
        """A short mark that changes when one of the corrections does."""
        told = repr([(row.name, row.meaning, row.place_id, row.place) for row in self.rows])
        return hashlib.sha256(told.encode("utf-8", "surrogatepass")).hexdigest()[:8]

    def of(self, name: str) -> tuple[Correction, ...]:
        """Return what is said of a name."""
        return self._by_key.get(normalised_key(name), ())

    def with_row(self, row: Correction) -> Corrections:
        """Return these and one more, which takes the place of one about the same."""
        return Corrections((*self.rows, row))

    def without(self, name: str) -> Corrections:
        """Return these but for all that is said of `name`."""
        key = normalised_key(name)
        return Corrections(row for row in self.rows if normalised_key(row.name) != key)


class CorrectedGazetteer:
    """A gazetteer with the user's corrections before it.

    A corrected name has one candidate, an exact match whose place has the source "correction"; one that is
    never a place has none.

    Parameters
    ----------
    gazetteer : Gazetteer
    corrections : Corrections

    Raises
    ------
    GazetteerError
        A correction names a place by an id that the gazetteer does not have.

    Examples
    --------
    >>> from eventgeo.gazetteer import open_gazetteer
    >>> said = Corrections([Correction(name="Nice", meaning="never")])
    >>> gazetteer = CorrectedGazetteer(open_gazetteer(), said)
    >>> gazetteer.lookup("Nice"), gazetteer.lookup("Nantes")[0].place.country
    ((), 'FR')
    >>> gazetteer.said_of("Nice")
    'your correction: never a place'
    """

    def __init__(self, gazetteer: Gazetteer, corrections: Corrections) -> None:
        self.gazetteer = gazetteer
        self.corrections = corrections
        self._places = {
            row.name: _found(row, gazetteer) for row in corrections.rows if row.meaning == "place"
        }

    @property
    def name(self) -> str:
        """The gazetteer's, and a mark of the corrections: as provenance in the tables."""
        return f"{self.gazetteer.name} + corrections {self.corrections.mark}"

    def lookup(self, name: str, **options: bool) -> tuple[Candidate, ...]:
        """Return the place that a correction gives, else the gazetteer's that none rules out."""
        said = self.corrections.of(name)
        for row in said:
            if row.meaning == "never":
                return ()
            if row.meaning == "place":
                return (_candidate(row, self._places[row.name]),)
        found = self.gazetteer.lookup(name, **options)
        ruled_out = {row.place_id for row in said}
        return tuple(c for c in found if c.place.place_id not in ruled_out) if ruled_out else found

    def by_id(self, place_id: str) -> Place | None:
        """Return the place of that id, one of the corrections' own included."""
        own = (place for place in self._places.values() if place.place_id == place_id)
        return next(own, None) or _by_id(self.gazetteer, place_id)

    def said_of(self, name: str) -> str:
        """Return in words what the user says of a name, "" where nothing."""
        told = [row.in_words() for row in self.corrections.of(name)]
        return f"your correction: {'; '.join(told)}" if told else ""


def with_corrections(gazetteer: Gazetteer, corrections: Corrections) -> Gazetteer:
    """Return the gazetteer with corrections before it; itself where there are none."""
    return CorrectedGazetteer(gazetteer, corrections) if corrections else gazetteer


def _candidate(row: Correction, place: Place) -> Candidate:
    features = {SOURCE: 1.0, "similarity": 1.0, "own_name": 1.0, "name_count": 1.0}
    return Candidate(place=place, match="exact", matched_name=row.name, features=features)


def _found(row: Correction, gazetteer: Gazetteer) -> Place:
    """Return the place that a correction means, with its point."""
    known = row.place
    if known is None:
        named = (candidate.place for candidate in gazetteer.lookup(row.name))
        same = (place for place in named if place.place_id == row.place_id)
        known = _by_id(gazetteer, row.place_id) or next(same, None)
    if known is None:
        at = f"{row.where}: " if row.where else ""
        raise GazetteerError(
            f"{at}{row.name} is said to be {row.place_id!r}, which the gazetteer does not have; add the pack "
            "that has it, or give latitude and longitude"
        )
    return replace(known, source=SOURCE)


def _by_id(gazetteer: Any, place_id: str) -> Place | None:
    """Ask a gazetteer for a place by its id, where it can be asked so."""
    ask = getattr(gazetteer, "by_id", None)
    place = ask(place_id) if callable(ask) else None
    return place if isinstance(place, Place) else None
