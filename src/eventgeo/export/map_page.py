"""One self-contained page with the map: Leaflet, base map, styles and events inlined, no network.

The page's Content-Security-Policy lets only its own scripts and styles run, known by their hashes, and
forbids every connection but to the map tiles the caller asked for. Events are data in a JSON block that
cannot end early; the page's script puts them in place as text, never as markup.
"""

from __future__ import annotations

import base64
import hashlib
import html
import json
import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from eventgeo.datafiles import read_text, read_toml
from eventgeo.errors import ConfigurationError
from eventgeo.export import map_data
from eventgeo.export.staging import staged

if TYPE_CHECKING:
    from eventgeo.tables import Tables

FILE_NAME = "map.html"

_TILE_URL = re.compile(r"https://((?:\{s\}|[A-Za-z0-9-])+(?:\.[A-Za-z0-9-]+)+(?::\d+)?)/[^\s\"'<>;,]*")
_SLOT = re.compile(r"\{\{(\w+)\}\}")
_IMAGES = re.compile(r"(?:background-image|behavior): url\([^)]*\);")
_SOURCE_MAP = re.compile(r"^//# sourceMappingURL=.*$", re.MULTILINE)
_SCRIPTS = ("map_marks.js", "map_base.js", "map_details.js", "map.js")


def write_map(
    tables: Tables,
    path: str | Path,
    *,
    title: str | None = None,
    tiles: str | None = None,
    tiles_attribution: str = "",
) -> Path:
    """Write the map of `tables` to one HTML file that works by double click, without a network.

    Parameters
    ----------
    tables : Tables
    path : path
        Of the file; its folder is made if it is not there.
    title, tiles, tiles_attribution
        See :func:`render_map`.

    Returns
    -------
    pathlib.Path

    Raises
    ------
    ConfigurationError
        Where the file cannot be written.

    Examples
    --------
    >>> import tempfile
    >>> from eventgeo.tables import tabulate
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     write_map(tabulate([]), Path(folder) / "map.html").name
    'map.html'
    """
    path = Path(path)
    page = render_map(tables, title=title, tiles=tiles, tiles_attribution=tiles_attribution)
    with staged(path.parent) as stage:
        (stage / path.name).write_text(page, "utf-8", newline="")
    return path


def render_map(
    tables: Tables,
    *,
    title: str | None = None,
    tiles: str | None = None,
    tiles_attribution: str = "",
) -> str:
    """Return the map of `tables` as the text of one HTML page; it also fits an iframe's ``srcdoc``.

    Parameters
    ----------
    tables : Tables
    title : str, optional
    tiles : str, optional
        Address of online map tiles with ``{z}``, ``{x}`` and ``{y}``, https only; by default none are used.
    tiles_attribution : str
        What the provider of the tiles wants to be named as; needed with `tiles`.

    Returns
    -------
    str

    Raises
    ------
    ConfigurationError
        For tiles that are no https address, or without attribution.

    Examples
    --------
    >>> from eventgeo.tables import tabulate
    >>> "default-src 'none'" in render_map(tabulate([]))
    True
    """
    words = labels()
    lang = map_data.main_language(tables, words)
    shown_title = title or words[lang]["title"]
    content = {
        "lang": lang,
        "labels": words[lang],
        "events": map_data.map_events(tables),
        "tiles": _tile_layer(tiles, tiles_attribution),
    }
    style = "\n".join((_IMAGES.sub("", _asset("leaflet.css")), _asset("map.css")))
    leaflet = _SOURCE_MAP.sub("", _asset("leaflet.js"))
    script = '(() => {\n"use strict";\n' + "\n".join(map(_asset, _SCRIPTS)) + "\n})();\n"
    slots = {
        "lang": lang,
        "title": html.escape(shown_title),
        "policy": _policy([style], [leaflet, script], tiles),
        "style": style,
        "leaflet": leaflet,
        "script": script,
        "outlines": _json(json.loads(_asset("outlines.json"))),
        "content": _json(content),
    }
    return _SLOT.sub(lambda slot: slots[slot.group(1)], _asset("map.html"))


@cache
def labels() -> dict[str, dict[str, Any]]:
    """Return the words of the page by language."""
    return read_toml("export", "assets/labels.toml")


@cache
def _asset(name: str) -> str:
    return read_text("export", f"assets/{name}")


def _json(content: Any) -> str:
    """Return JSON that an HTML parser takes for plain text: no "<", ">" or "&" in it."""
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    for mark in "<>&\u2028\u2029":
        text = text.replace(mark, f"\\u{ord(mark):04x}")
    return text


def _policy(styles: list[str], scripts: list[str], tiles: str | None) -> str:
    images = "data:"
    if tiles is not None and (address := _TILE_URL.fullmatch(tiles)):
        images += " https://" + address.group(1).replace("{s}", "*")
    return (
        f"default-src 'none'; script-src {_hashes(scripts)}; style-src {_hashes(styles)}; img-src {images}; "
        "base-uri 'none'; form-action 'none'"
    )


def _hashes(texts: list[str]) -> str:
    digests = (base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() for text in texts)
    return " ".join(f"'sha256-{digest}'" for digest in digests)


def _tile_layer(url: str | None, attribution: str) -> dict[str, str] | None:
    if url is None:
        return None
    if not _TILE_URL.fullmatch(url) or not all(part in url for part in ("{z}", "{x}", "{y}")):
        raise ConfigurationError(
            f"tiles={url!r} is no https address with {{z}}, {{x}} and {{y}}, "
            "such as https://tile.openstreetmap.org/{z}/{x}/{y}.png"
        )
    if not attribution.strip():
        raise ConfigurationError("tiles need tiles_attribution: whom the provider wants named on the map")
    return {"url": url, "attribution": attribution}
