"""One self-contained page to check what was read: each text marked up, its rows beside it, and their reasons.

Like the map, the page needs no network, and its Content-Security-Policy lets only its own script and style
run. Text is data in a JSON block; the page's script puts it in place as text, never as markup.
"""

from __future__ import annotations

import html
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from eventgeo.export.html_page import as_json, asset, filled, joined_script, labels, policy, write_page
from eventgeo.export.map_data import main_language
from eventgeo.export.review_data import review_documents

if TYPE_CHECKING:
    from eventgeo.model import Document
    from eventgeo.tables import Tables

_SCRIPTS = (
    "review_nodes.js",
    "review_text.js",
    "review_rows.js",
    "review_ticks.js",
    "review_list.js",
    "review.js",
)


def write_review(
    tables: Tables,
    path: str | Path,
    *,
    documents: Iterable[Document] | Mapping[str, str] | None = None,
    title: str | None = None,
) -> Path:
    """Write the review page of `tables` to one HTML file that works by double click, without a network.

    Parameters
    ----------
    tables : Tables
    path : path
        Of the file; its folder is made if it is not there.
    documents, title
        See :func:`render_review`.

    Returns
    -------
    pathlib.Path

    Raises
    ------
    ConfigurationError
        Where the file cannot be written, or a text is missing or another one.

    Examples
    --------
    >>> import tempfile
    >>> from eventgeo.tables import tabulate
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     write_review(tabulate([]), Path(folder) / "review.html").name
    'review.html'
    """
    return write_page(render_review(tables, documents=documents, title=title), path)


def render_review(
    tables: Tables,
    *,
    documents: Iterable[Document] | Mapping[str, str] | None = None,
    title: str | None = None,
) -> str:
    """Return the review page of `tables` as the text of one HTML page.

    Parameters
    ----------
    tables : Tables
    documents : iterable of Document, or mapping of doc_id to text, optional
        The texts that the tables were made from; by default ``tables.documents``, which tables read from
        files lack.
    title : str, optional

    Returns
    -------
    str

    Raises
    ------
    ConfigurationError
        Where the text of a row's document is missing, or is another one than the row was read from.

    Examples
    --------
    >>> from eventgeo.tables import tabulate
    >>> "default-src 'none'" in render_review(tabulate([]))
    True
    """
    lang = main_language(tables, labels("review_labels.toml"))
    words = page_words(lang)
    content = {
        "lang": lang,
        "labels": words,
        "documents": review_documents(tables, documents, words),
    }
    style, script = asset("review.css"), joined_script(_SCRIPTS)
    slots = {
        "lang": lang,
        "title": html.escape(title or words["title"]),
        "policy": policy(styles=[style], scripts=[script]),
        "style": style,
        "script": script,
        "content": as_json(content),
    }
    return filled("review.html", slots)


def page_words(lang: str) -> dict[str, Any]:
    """Return the words of the page: its own, and those it shares with the map."""
    shared = labels()[lang]
    kinds = ("type", "family", "modality", "role", "relation")
    return {kind: shared[kind] for kind in kinds} | labels("review_labels.toml")[lang]
