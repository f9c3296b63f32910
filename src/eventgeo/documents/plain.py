"""Plain text files: one document each."""

from __future__ import annotations

from collections.abc import Iterator

from eventgeo.documents.decode import decode
from eventgeo.documents.records import ReadingOptions, to_document
from eventgeo.documents.report import OnError
from eventgeo.model import Document


def read_text(data: bytes, options: ReadingOptions, *, on_error: OnError, source: str) -> Iterator[Document]:
    """Read the whole file as one document, line ends and all."""
    text = decode(data, options.encoding, source=source)
    yield to_document({"text": text}, options, on_error=on_error, where=source)
