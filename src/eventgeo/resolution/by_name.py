"""A name alone, without a text around it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from eventgeo.errors import ConfigurationError
from eventgeo.gazetteer.sources.countries import country_codes
from eventgeo.model import Candidate, Document, Resolution, Sentence, Tags, Toponym
from eventgeo.protocols import Gazetteer
from eventgeo.resolution.particles import is_close
from eventgeo.resolution.ranker import Ranker, shipped_ranker
from eventgeo.resolution.resolver import RuleResolver

_MOST_COUNTRIES = 5


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

    Raises
    ------
    ConfigurationError
        `country` is no such code.

    Examples
    --------
    >>> from eventgeo.gazetteer import open_gazetteer
    >>> resolve_name("Tripoli", open_gazetteer(), country="lb").chosen.place.country
    'LB'
    """
    seen: Gazetteer = gazetteer
    if country is not None:
        code = country.strip().upper()
        if code not in country_codes():
            raise ConfigurationError(
                f"{country!r} is no country code; give ISO 3166-1 alpha-2, such as FR or ML"
            )
        seen = _Within(gazetteer=gazetteer, country=code)
    toponym = Toponym(start=0, end=len(name), text=name, rule="asked for by name")
    if not name.strip():
        return Resolution(toponym=toponym, chosen=None, reason="the name is empty")
    sentence = Sentence(start=0, end=len(name), text=name, index=0, tokens=())
    document = Document(doc_id="name", text=name, lang="en")
    [resolution] = RuleResolver(seen, ranker=_ranker(name, seen)).resolve(
        Tags(document=document, sentences=(sentence,), toponyms=(toponym,))
    )
    if isinstance(seen, _Within) and resolution.chosen is None and not seen.lookup(name):
        return replace(resolution, reason=_reason_elsewhere(name, seen))
    return resolution


def _ranker(name: str, gazetteer: Gazetteer) -> Ranker:
    """Return the ranker for a name that is said to be a place: one that the gazetteer has is not refused.

    In a text a hamlet that nothing else speaks for is mostly a place that the gazetteer lacks.
    """
    ranker = shipped_ranker()
    return replace(ranker, refuse_above=1.0) if is_close(gazetteer.lookup(name)) else ranker


def _reason_elsewhere(name: str, within: _Within) -> str:
    """Return that the country has no place of that name, and which other countries have one."""
    found = (c for c in within.gazetteer.lookup(name) if c.match != "transliteration" and c.place.country)
    countries = list(dict.fromkeys(candidate.place.country for candidate in found))
    if not countries:
        return "no place of that name in the gazetteer"
    shown = ", ".join(countries[:_MOST_COUNTRIES]) + (" …" if len(countries) > _MOST_COUNTRIES else "")
    return f"no place of that name in {within.country}; there are some in {shown}"
