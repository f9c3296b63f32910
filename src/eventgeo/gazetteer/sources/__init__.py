"""Where the embedded gazetteer's places come from: one small module a source.

``EMBEDDED`` lists them in the order in which they are read.
"""

from __future__ import annotations

from eventgeo.gazetteer.sources.admin1 import ADMIN1
from eventgeo.gazetteer.sources.admin2 import ADMIN2
from eventgeo.gazetteer.sources.cities import CITIES
from eventgeo.gazetteer.sources.countries import COUNTRIES
from eventgeo.gazetteer.sources.entry import Entry, Source
from eventgeo.gazetteer.sources.reviewed import REVIEWED

EMBEDDED: tuple[Source, ...] = (COUNTRIES, ADMIN1, ADMIN2, REVIEWED, CITIES)

__all__ = ["EMBEDDED", "Entry", "Source"]
