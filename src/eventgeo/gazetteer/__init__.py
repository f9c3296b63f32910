"""Places by name: one SQLite store, built once from embedded sources, and the keys under which names meet."""

from eventgeo.gazetteer.build import build_gazetteer, cache_folder, open_gazetteer
from eventgeo.gazetteer.store import SqliteGazetteer

__all__ = ["SqliteGazetteer", "build_gazetteer", "cache_folder", "open_gazetteer"]
