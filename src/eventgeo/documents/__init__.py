"""Reading: text, HTML, CSV, JSON Lines, Parquet, folders, standard input and DataFrames into documents."""

from eventgeo.documents.dates import parse_date
from eventgeo.documents.read import Source, read_documents
from eventgeo.documents.report import OnError, warn_of_error

__all__ = ["OnError", "Source", "parse_date", "read_documents", "warn_of_error"]
