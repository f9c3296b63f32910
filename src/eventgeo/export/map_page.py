"""One self-contained page with the map: Leaflet, base map, styles and events inlined, no network.

The page's Content-Security-Policy lets only its own scripts and styles run, known by their hashes, and
forbids every connection but to the map tiles the caller asked for. Events are data in a JSON block that
cannot end early; the page's script puts them in place as text, never as markup.
"""

from __future__ import annotations

import html
import json
import re
from pathlib import Path
from typing import TYPE_CHECKING

from eventgeo.errors import ConfigurationError
from eventgeo.export import map_data
from eventgeo.export.html_page import as_json, asset, filled, joined_script, labels, policy, write_page

if TYPE_CHECKING:
    from eventgeo.tables import Tables

FILE_NAME = "map.html"

_TILE_URL = re.compile(r"https://((?:\{s\}|[A-Za-z0-9-])+(?:\.[A-Za-z0-9-]+)+(?::\d+)?)/[^\s\"'<>;,]*")
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
    return write_page(render_map(tables, title=title, tiles=tiles, tiles_attribution=tiles_attribution), path)


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
    style = "\n".join((_IMAGES.sub("", asset("leaflet.css")), asset("map.css")))
    leaflet = _SOURCE_MAP.sub("", asset("leaflet.js"))
    script = joined_script(_SCRIPTS)
    slots = {
        "lang": lang,
        "title": html.escape(shown_title),
        "policy": policy(styles=[style], scripts=[leaflet, script], images=_image_sources(tiles)),
        "style": style,
        "leaflet": leaflet,
        "script": script,
        "outlines": as_json(json.loads(asset("outlines.json"))),
        "content": as_json(content),
    }
    return filled("map.html", slots)


def _image_sources(tiles: str | None) -> str:
    if tiles is not None and (address := _TILE_URL.fullmatch(tiles)):
        return "data: https://" + address.group(1).replace("{s}", "*")
    return "data:"


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
