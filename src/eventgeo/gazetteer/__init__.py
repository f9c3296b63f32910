"""Places by name: one SQLite store, built once from embedded sources, and the keys under which names meet."""

from eventgeo.gazetteer.build import build_gazetteer, cache_folder, open_gazetteer
from eventgeo.gazetteer.geocoders import geocoder_by_name
from eventgeo.gazetteer.geopy_adapter import EventgeoGeocoder
from eventgeo.gazetteer.geopy_fallback import FallbackGazetteer, GeocoderService
from eventgeo.gazetteer.store import SqliteGazetteer

__all__ = [
    "EventgeoGeocoder",
    "FallbackGazetteer",
    "GeocoderService",
    "SqliteGazetteer",
    "build_gazetteer",
    "cache_folder",
    "geocoder_by_name",
    "open_gazetteer",
]
