"""The map's page as text: whole, closed to the network, and safe with any text in it."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from importlib import resources
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eventgeo.errors import ConfigurationError
from eventgeo.export import MapView, render_map, write_map
from eventgeo.export.html_page import labels
from eventgeo.export.map_data import map_events
from eventgeo.ontology import event_types
from eventgeo.tables import tabulate
from sample_tables import EVENTS, HARMFUL, ROWS, event, sample_tables, tables_of


class Page(HTMLParser):
    """Collects what a browser would see of the page's tags, scripts and links."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.addresses: list[str] = []
        self.policy = ""
        self.blocks: dict[str, str] = {}
        self.title = ""
        self._open: tuple[str, str] = ("", "")
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        self.tags.append(tag)
        self.addresses += [
            value or "" for name, value in attrs if name in ("src", "href", "srcset", "action")
        ]
        if values.get("http-equiv") == "Content-Security-Policy":
            self.policy = values["content"] or ""
        self._open = (tag, values.get("id") or "")

    def handle_endtag(self, tag: str) -> None:
        self._open = ("", "")

    def handle_data(self, data: str) -> None:
        tag, name = self._open
        if tag == "title":
            self.title += data
        elif tag == "script" and name:
            self.blocks[name] = self.blocks.get(name, "") + data


def content_of(page: str) -> dict[str, Any]:
    content: dict[str, Any] = json.loads(Page(page).blocks["content"])
    return content


def test_page_needs_nothing_from_outside() -> None:
    page = Page(render_map(sample_tables()))
    assert page.addresses == []
    assert page.policy.startswith("default-src 'none'; script-src 'sha256-")
    assert "unsafe" not in page.policy
    assert "http" not in page.policy
    assert page.tags.count("script") == 4
    assert page.tags.count("link") == 0


def test_page_is_small_and_names_its_sources() -> None:
    page = render_map(sample_tables())
    assert len(page.encode()) < 700_000
    for source in ("Natural Earth", "GeoNames (CC BY 4.0)", "Leaflet"):
        assert source in page
    assert "sourceMappingURL" not in page
    assert "url(images" not in page


def test_base_map_is_small_and_known_by_country() -> None:
    file = resources.files("eventgeo.export") / "assets" / "outlines.json"
    assert len(file.read_bytes()) <= 400_000
    countries = {country["id"]: country for country in json.loads(file.read_text("utf-8"))["countries"]}
    assert len(countries) > 230
    assert (countries["SY"]["fr"], countries["SY"]["en"]) == ("Syrie", "Syria")
    assert countries["ML"]["inner"]
    for country in countries.values():
        latitude, longitude = country["at"] or (0, 0)
        assert -90 <= latitude <= 90
        assert -180 <= longitude <= 180


def test_licence_of_leaflet_is_beside_it() -> None:
    licence = (resources.files("eventgeo.export") / "assets" / "leaflet-LICENSE.txt").read_text("utf-8")
    assert "BSD 2-Clause" in licence or "Redistribution and use" in licence


def test_harmful_text_stays_text() -> None:
    tables = tables_of({**ROWS, "events": [event(1, sentence=HARMFUL, trigger=HARMFUL, place=HARMFUL)]})
    text = render_map(tables, title=HARMFUL)
    assert text.count(HARMFUL) == 0
    page = Page(text)
    assert page.title == HARMFUL
    assert page.tags.count("img") == 0
    assert page.tags.count("script") == 4
    assert content_of(text)["events"][0]["places"][0]["name"] == HARMFUL


@settings(max_examples=20, deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_any_text_comes_through_the_page(text: str) -> None:
    page = render_map(tables_of({**ROWS, "events": [event(1, sentence=text, trigger="", initiator=text)]}))
    [shown] = content_of(page)["events"]
    assert "".join(shown["sentence"]) == text
    assert shown.get("initiator", "") == text


def test_sentence_is_cut_at_the_right_one_of_equal_words() -> None:
    cuts = [entry["sentence"] for entry in map_events(sample_tables())]
    assert [cut[1] for cut in cuts] == [row["trigger"] for row in EVENTS]
    assert ["".join(cut) for cut in cuts] == [row["sentence"] for row in EVENTS]
    assert cuts[2][0].endswith("avant un ")


def test_places_of_an_event_main_one_first() -> None:
    entries = map_events(sample_tables())
    assert [len(entry["places"]) for entry in entries] == [1, 1, 1, 0, 2, 1]
    assert [(place["role"], place["name"]) for place in entries[4]["places"]] == [
        ("destination", "Sinjar"),
        ("origin", "Mosul"),
    ]


def test_words_are_those_of_the_documents_language() -> None:
    assert '<html lang="fr">' in render_map(sample_tables())
    english = tables_of({**ROWS, "events": [event(1, lang="en")]})
    assert content_of(render_map(english))["labels"]["list"] == "Events"
    assert '<html lang="en">' in render_map(tabulate([]))


def test_labels_cover_the_ontology_in_each_language() -> None:
    families = {row.family for row in event_types().values()}
    for lang, words in labels().items():
        assert set(words["type"]) == set(event_types()), lang
        assert set(words["family"]) == families, lang
        assert set(words["modality"]) == {"asserted", "negated", "planned", "hypothetical"}, lang
    assert labels()["fr"].keys() == labels()["en"].keys()


def test_tiles_are_asked_for_and_named_or_refused() -> None:
    url = "https://tile.openstreetmap.org/{z}/{x}/{y}.png"
    page = render_map(sample_tables(), tiles=url, tiles_attribution="© OpenStreetMap")
    assert "img-src data: https://tile.openstreetmap.org;" in Page(page).policy
    assert content_of(page)["tiles"] == {"url": url, "attribution": "© OpenStreetMap"}
    with pytest.raises(ConfigurationError, match="tiles_attribution"):
        render_map(sample_tables(), tiles=url)
    for bad in (
        "http://a.org/{z}/{x}/{y}",
        "https://a.org/{z}/{x}",
        "https://a.org; script-src */{z}/{x}/{y}",
    ):
        with pytest.raises(ConfigurationError, match="no https address"):
            render_map(sample_tables(), tiles=bad, tiles_attribution="x")


def test_map_is_written_whole_or_not_at_all(tmp_path: Path) -> None:
    path = write_map(sample_tables(), tmp_path / "new" / "carte.html", title="Carte")
    assert path.read_text("utf-8") == render_map(sample_tables(), title="Carte")
    assert [found.name for found in path.parent.iterdir()] == ["carte.html"]
    (tmp_path / "file").write_text("", "utf-8")
    with pytest.raises(ConfigurationError, match="cannot write to"):
        write_map(sample_tables(), tmp_path / "file" / "map.html")


def test_same_tables_same_page() -> None:
    assert render_map(sample_tables()) == render_map(sample_tables())


def test_notebook_view_is_a_sandboxed_frame() -> None:
    view = MapView(sample_tables())._repr_html_()
    assert re.match(r'<iframe srcdoc="[^"]*" sandbox="allow-scripts allow-popups"', view)
    assert "<script" not in view
