"""What a report says of itself: the place it was written at, and the country of who published it."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from eventgeo.gazetteer.sources.countries import country_codes
from eventgeo.model import Tags

_FARTHEST = 60  # characters into the text
# "GAO (AFP) —", "BEIRUT, Lebanon —", "Paris, 3 mars (Reuters) -"
_AFTER = re.compile(r"(?:,[^.\n]{1,30})?\s*(?:\((?:[A-Z][\w./ -]{1,20})\)\s*[-–—:]?|[–—]|--|\s-\s)")
_NOT_AT_HOME = frozenset(
    ("IO", "TV", "ME", "CO", "AI", "FM", "LY", "TO", "GG", "CC", "WS", "LA")
)  # ends sold abroad
_ENDS = {"UK": "GB"}


def dateline(tags: Tags) -> int | None:
    """Return which toponym is the place that a report was written at, if it begins with one.

    Examples
    --------
    >>> from eventgeo.model import Document, Toponym
    >>> text = "GAO (AFP) - Deux soldats ont été tués à Kidal."
    >>> names = (Toponym(start=0, end=3, text="GAO"), Toponym(start=40, end=45, text="Kidal"))
    >>> dateline(Tags(document=Document(doc_id="1", text=text, lang="fr"), sentences=(), toponyms=names))
    0
    """
    text = tags.document.text
    for number, toponym in enumerate(tags.toponyms[:3]):
        if toponym.start > _FARTHEST:
            return None
        begins = not text[: toponym.start].strip() or text[toponym.start - 1] in "\n—–-("
        if begins and _AFTER.match(text, toponym.end):
            return number
    return None


def publisher_country(source: str) -> str:
    """Return the country that the end of a publisher's address tells; empty where it tells none.

    Examples
    --------
    >>> publisher_country("https://www.studiotamani.ml/article"), publisher_country("lorientlejour.com.lb")
    ('ML', 'LB')
    >>> publisher_country("https://example.com"), publisher_country("Studio Tamani")
    ('', '')
    """
    if "." not in source or " " in source.strip():
        return ""
    host = urlsplit(source if "//" in source else f"//{source}").hostname or ""
    end = host.rpartition(".")[2].upper()
    code = _ENDS.get(end, end)
    return code if code in country_codes() and code not in _NOT_AT_HOME else ""
