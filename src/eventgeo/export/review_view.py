"""The review page in a notebook."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from eventgeo.export.html_page import frame_of
from eventgeo.export.review_page import render_review

if TYPE_CHECKING:
    from eventgeo.tables import Tables


@dataclass(frozen=True, slots=True)
class ReviewView:
    """Shows the review page of `tables` where a notebook shows a value, in a sandboxed frame."""

    tables: Tables
    title: str | None = None
    height_px: int = 720

    def _repr_html_(self) -> str:
        page = render_review(self.tables, title=self.title)
        return frame_of(
            page, title="review of events", height_px=self.height_px, sandbox="allow-scripts allow-downloads"
        )

    def __repr__(self) -> str:
        return f"ReviewView({self.tables!r})"
