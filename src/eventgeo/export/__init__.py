"""Files and maps: what the tables are written to and read back from.

>>> import eventgeo as eg
>>> from eventgeo.export import FORMATS
>>> FORMATS
('csv', 'jsonl', 'geojson', 'gpkg', 'parquet')
"""

from eventgeo.export.files import FORMATS, read_tables, write_csv, write_tables
from eventgeo.export.map_page import render_map, write_map
from eventgeo.export.map_view import MapView
from eventgeo.export.review_page import render_review, write_review
from eventgeo.export.review_view import ReviewView
from eventgeo.export.staging import check_writable

__all__ = [
    "FORMATS",
    "MapView",
    "ReviewView",
    "check_writable",
    "read_tables",
    "render_map",
    "render_review",
    "write_csv",
    "write_map",
    "write_review",
    "write_tables",
]
