"""The map in a notebook."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from eventgeo.export.html_page import frame_of
from eventgeo.export.map_page import render_map

if TYPE_CHECKING:
    from eventgeo.tables import Tables


@dataclass(frozen=True, slots=True)
class MapView:
    """Shows the map of `tables` where a notebook shows a value.

    The page sits in a sandboxed frame: nothing in it can reach the notebook.
    """

    tables: Tables
    title: str | None = None
    height_px: int = 560

    def _repr_html_(self) -> str:
        page = render_map(self.tables, title=self.title)
        return frame_of(page, title="map of events", height_px=self.height_px)

    def __repr__(self) -> str:
        return f"MapView({self.tables!r})"
