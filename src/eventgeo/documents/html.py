"""Web pages: the main text, without menus, scripts and comments, and what the page says of itself."""

from __future__ import annotations

import re
from collections.abc import Iterator

from eventgeo.documents.decode import decode
from eventgeo.documents.records import ReadingOptions, to_document
from eventgeo.documents.report import OnError
from eventgeo.errors import ConfigurationError, DocumentError
from eventgeo.model import Document

# Only a date that the page states as its own: the extensive search takes one out of the article or the
# copyright line where there is none, and no date is better than a wrong one.
_STATED_DATE = {"original_date": True, "extensive_search": False}

_DECLARED = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([A-Za-z0-9_.:-]{2,40})""", re.IGNORECASE)
_LOOKS_LIKE_HTML = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*|<!--.*?-->\s*)*<(?:!doctype\s+html|html)\b", re.I | re.S
)


def looks_like_html(text: str) -> bool:
    """Tell whether `text` begins as a web page does.

    Examples
    --------
    >>> looks_like_html("<!DOCTYPE html><p>…"), looks_like_html("<3 civils tués")
    (True, False)
    """
    return _LOOKS_LIKE_HTML.match(text[:5_000]) is not None


def read_html(data: bytes, options: ReadingOptions, *, on_error: OnError, source: str) -> Iterator[Document]:
    """Read the one document of a web page.

    Raises
    ------
    DocumentError
        Where the page has no main text, as pages have that are only put together by scripts.
    """
    import trafilatura  # takes a second to import

    page = _decode_page(data, options.encoding, source)
    try:
        found = trafilatura.bare_extraction(
            page,
            with_metadata=True,
            include_comments=False,
            include_tables=False,
            date_extraction_params=_STATED_DATE,
        )
    except Exception as error:  # trafilatura and lxml raise of many kinds on pages made to break them
        raise DocumentError(f"the page cannot be read: {error}", source=source) from error
    facts = found if isinstance(found, dict) else found.as_dict() if found is not None else {}
    if not (facts.get("text") or "").strip():
        raise DocumentError(
            "no main text found in the page; save the article as .txt, or the page once its scripts have run",
            source=source,
        )
    values = {
        "text": facts["text"],
        "title": facts.get("title"),
        "source": facts.get("url") or facts.get("hostname"),
        # A date that the caller gives is surer than one found in the page.
        "date": None if options.date else facts.get("date"),
    }
    yield to_document(values, options, on_error=on_error, where=source)


def _decode_page(data: bytes, encoding: str, source: str) -> str:
    """Decode by `encoding`; where that fails, by the encoding the page declares."""
    try:
        return decode(data, encoding, source=source)
    except DocumentError as error:
        declared = _DECLARED.search(data[:4_096])
        if declared is None:
            raise
        try:
            return decode(data, declared.group(1).decode("ascii"), source=source)
        except (DocumentError, ConfigurationError, LookupError):
            raise error from None
