"""Where the embedded gazetteer's places come from: one small module a source.

A source is a function without arguments that yields ``Entry`` values. ``EMBEDDED`` lists them in the order in which
they are read.
"""

from __future__ import annotations

from eventgeo.gazetteer.sources.admin1 import ADMIN1
from eventgeo.gazetteer.sources.cities import CITIES
from eventgeo.gazetteer.sources.countries import COUNTRIES
from eventgeo.gazetteer.sources.entry import Entry, Source
from eventgeo.gazetteer.sources.regions import REGIONS

EMBEDDED: tuple[Source, ...] = (COUNTRIES, ADMIN1, REGIONS, CITIES)

__all__ = ["EMBEDDED", "Entry", "Source"]
