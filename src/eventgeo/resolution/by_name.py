"""A name alone, without a text around it."""

from __future__ import annotations

from dataclasses import dataclass

from eventgeo.model import Candidate, Document, Resolution, Sentence, Tags, Toponym
from eventgeo.protocols import Gazetteer
from eventgeo.resolution.resolver import RuleResolver


@dataclass(frozen=True, slots=True, kw_only=True)
class _Within:
    """A gazetteer of which only one country is seen."""

    gazetteer: Gazetteer
    country: str

    @property
    def name(self) -> str:
        return self.gazetteer.name

    def lookup(self, name: str) -> tuple[Candidate, ...]:
        return tuple(c for c in self.gazetteer.lookup(name) if c.place.country == self.country)


def resolve_name(name: str, gazetteer: Gazetteer, *, country: str | None = None) -> Resolution:
    """Choose the place that `name` means when nothing else is known.

    Parameters
    ----------
    name : str
    gazetteer : Gazetteer
    country : str, optional
        ISO 3166-1 alpha-2 code; only places there count.

    Returns
    -------
    Resolution
        ``chosen`` is None, with the reason, where nothing fits.

    Examples
    --------
    >>> from eventgeo.gazetteer import open_gazetteer
    >>> resolve_name("Tripoli", open_gazetteer(), country="lb").chosen.place.country
    'LB'
    """
    seen = _Within(gazetteer=gazetteer, country=country.upper()) if country else gazetteer
    toponym = Toponym(start=0, end=len(name), text=name, rule="asked for by name")
    sentence = Sentence(start=0, end=len(name), text=name, index=0, tokens=())
    document = Document(doc_id="name", text=name, lang="en")
    [resolution] = RuleResolver(seen).resolve(
        Tags(document=document, sentences=(sentence,), toponyms=(toponym,))
    )
    return resolution
