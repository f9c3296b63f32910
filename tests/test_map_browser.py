"""The map in a real browser with the network blocked."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from eventgeo.export import MapView, write_map
from eventgeo.tables import Tables
from sample_tables import HARMFUL, ROWS, event, sample_tables, tables_of


class Visit:
    """A page that was opened, with all it asked for and complained of."""

    def __init__(self, browser: Any, path: Path, **options: Any) -> None:
        self.requests: list[str] = []
        self.complaints: list[str] = []
        context = browser.new_context(offline=True, viewport={"width": 1200, "height": 800}, **options)
        self.page = context.new_page()
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.on("console", lambda message: self.complaints.append(message.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("dialog", lambda dialog: self.complaints.append("dialog"))
        self.page.goto(path.as_uri())
        self.page.wait_for_selector(".land", state="attached")

    def texts(self, selector: str) -> list[str]:
        found: list[str] = self.page.locator(selector).all_inner_texts()
        return found


@pytest.fixture
def visit(browser: Any, tmp_path: Path) -> Iterator[Visit]:
    opened = open_map(browser, tmp_path, sample_tables())
    yield opened
    assert opened.complaints == []
    assert [address for address in opened.requests if not address.startswith("file:")] == []
    assert len(opened.requests) == 1
    opened.page.context.close()


def open_map(browser: Any, folder: Path, tables: Tables, **options: Any) -> Visit:
    return Visit(browser, write_map(tables, folder / "map.html"), **options)


def test_marks_land_and_list_are_drawn(visit: Visit) -> None:
    assert visit.page.locator("path.land").count() > 200
    marks = visit.page.locator(".event-marker")
    assert marks.count() == 2
    assert sorted(label.split(":")[0] for label in marks.evaluate_all("all => all.map(m => m.title)")) == [
        "4 événements",
        "Prise",
    ]
    assert len(visit.texts("#list > li")) == 6
    assert visit.texts("#count") == ["6 événements"]
    assert visit.texts("#list mark") == ["repris", "raids", "raid", "@manifestation", "انسحبت", "repris"]


def test_pop_up_tells_the_event(visit: Visit) -> None:
    visit.page.locator("#list button").nth(2).click()
    [text] = visit.texts(".leaflet-popup-content")
    told = "Frappe|Jarablous|armée syrienne|doc-1|81"
    told += "|prévu («\u00a0va\u00a0»)|novembre 2017 («\u00a0en novembre\u00a0»)"
    for words in told.split("|"):
        assert words in text, words
    assert visit.texts(".leaflet-popup-content mark") == ["raid"]
    link = visit.page.locator(".leaflet-popup-content dd a")
    assert link.get_attribute("href") == "https://example.org/a?b=1&c=2"


def test_several_events_at_one_spot_are_listed_in_its_pop_up(visit: Visit) -> None:
    visit.page.locator("#list button").nth(1).click()
    assert visit.texts(".leaflet-popup-content h3") == ["Al-Boukamal\n2 événements"]
    assert visit.page.locator(".leaflet-popup-content details").count() == 2
    assert visit.page.locator(".leaflet-popup-content details[open]").count() == 1
    assert visit.texts(".leaflet-popup-content details[open] mark") == ["raids"]
    assert "3–5" in visit.texts(".leaflet-popup-content details[open]")[0]


def test_movement_shows_its_trail_and_imprecise_places_a_circle(visit: Visit) -> None:
    visit.page.locator("#list button").nth(4).click()
    assert visit.page.locator("path.trail").count() == 2
    assert "vers Sinjar (IQ) · depuis الموصل (Mosul, IQ)" in visit.texts(".leaflet-popup-content")[0]
    visit.page.locator("#list button").nth(5).click()
    assert visit.page.locator("path.radius").count() >= 1
    assert "12 km au nord de Sydney (AU), à 25 km près" in visit.texts(".leaflet-popup-content")[0]


def test_borders_inside_countries_show_when_near(visit: Visit) -> None:
    assert visit.page.locator("path.inner-border").count() == 0
    visit.page.locator("#list button").nth(0).click()
    assert visit.page.locator("path.inner-border").count() == 1
    assert "SYRIE" in [name.upper() for name in visit.texts(".country-name")]


def test_event_without_a_place_opens_in_the_list(visit: Visit) -> None:
    button = visit.page.locator("#list button").nth(3)
    assert "lieu inconnu" in button.inner_text()
    button.click()
    assert button.get_attribute("aria-expanded") == "true"
    details = visit.page.locator("#list .event-details")
    assert HARMFUL in details.inner_text()
    assert details.locator("a").count() == 0
    button.click()
    assert details.count() == 0


def test_filters_work_on_map_and_list(visit: Visit) -> None:
    visit.page.get_by_label("Territoire").uncheck()
    assert visit.texts("#count") == ["3 événements affichés sur 6"]
    assert visit.page.locator("#list > li:visible").count() == 3
    visit.page.get_by_label("prévu").uncheck()
    assert visit.page.locator(".event-marker").count() == 1
    visit.page.get_by_role("searchbox").fill("sinjar")
    visit.page.get_by_label("Territoire").check()
    assert visit.texts("#count") == ["1 événement affiché sur 6"]
    visit.page.get_by_role("searchbox").fill("zzz")
    assert visit.texts("#count") == ["Aucun événement ne répond aux filtres"]
    assert visit.page.locator(".event-marker").count() == 0


def in_view(visit: Visit, selector: str) -> bool:
    within: bool = visit.page.evaluate(
        """selector => {
          const view = document.querySelector("#map").getBoundingClientRect();
          return [...document.querySelectorAll(selector)].every((node) => {
            const box = node.getBoundingClientRect();
            return box.left >= view.left && box.right <= view.right && box.top >= view.top
              && box.bottom <= view.bottom;
          });
        }""",
        selector,
    )
    return within


def test_search_takes_the_view_to_the_hits(visit: Visit) -> None:
    search = visit.page.get_by_role("searchbox")
    visit.page.locator("#list button").nth(0).click()
    visit.page.wait_for_selector(".leaflet-popup-content")
    for words, marks in (("sydney", 1), ("سنجار", 1), ("", 2)):
        search.fill(words)
        assert visit.page.locator(".event-marker").count() == marks
        assert in_view(visit, ".event-marker"), words
        assert visit.page.evaluate("document.activeElement.id") == "search"


def test_open_pop_up_follows_the_filters(visit: Visit) -> None:
    search = visit.page.get_by_role("searchbox")
    popup = visit.page.locator(".leaflet-popup-content")
    visit.page.locator("#list button").nth(1).click()
    assert popup.locator("details").count() == 2
    search.fill("frappe")
    assert popup.locator("details").count() == 0
    assert visit.texts(".leaflet-popup-content mark") == ["raids"]
    search.fill("zzz")
    assert popup.count() == 0
    assert visit.page.evaluate("document.activeElement.id") == "search"


@pytest.mark.parametrize("width", [320, 390, 700, 1200])
def test_nothing_in_the_corners_of_the_map_covers_another(browser: Any, tmp_path: Path, width: int) -> None:
    opened = open_map(browser, tmp_path, sample_tables())
    opened.page.set_viewport_size({"width": width, "height": 780})
    boxes = opened.page.locator(".leaflet-control").evaluate_all(
        "all => all.map(one => one.getBoundingClientRect()).map(b => [b.left, b.top, b.right, b.bottom])"
    )
    assert len(boxes) == 4
    for index, (left, top, right, bottom) in enumerate(boxes):
        assert left >= 0
        assert right <= width
        for other in boxes[index + 1 :]:
            assert right <= other[0] or other[2] <= left or bottom <= other[1] or other[3] <= top
    opened.page.context.close()


def test_modality_has_its_own_shape(visit: Visit) -> None:
    shapes = {
        modality: visit.page.locator(f"#list .modality-{modality} .disc").first.evaluate(
            "disc => { const s = getComputedStyle(disc); return [s.fill === s.stroke, s.strokeDasharray] }"
        )
        for modality in ("negated", "planned", "hypothetical")
    }
    assert shapes["negated"][1] == "none"
    assert len({tuple(shape) for shape in shapes.values()}) == 3
    assert visit.page.locator("#list .modality-negated .slash").count() == 1


def test_keyboard_reaches_marks_and_pop_ups(visit: Visit) -> None:
    page = visit.page
    mark = page.locator(".event-marker[title^='Prise']")
    mark.focus()
    page.keyboard.press("Enter")
    assert page.locator(".leaflet-popup-content").count() == 1
    assert page.evaluate("document.activeElement.className") == "spot"
    page.keyboard.press("Escape")
    page.wait_for_selector(".leaflet-popup", state="detached")
    group = page.locator(".event-marker[title^='4']")
    group.focus()
    page.keyboard.press("Enter")
    assert page.locator(".event-marker").count() >= 3


def test_harmful_text_is_shown_and_does_nothing(browser: Any, tmp_path: Path) -> None:
    words = (
        "sentence initiator target place attribution modality_cue document_title document_source date_text"
    )
    harmful = event(1, doc_id=HARMFUL, spatial_relation=HARMFUL, **dict.fromkeys(words.split(), HARMFUL))
    opened = open_map(browser, tmp_path, tables_of({**ROWS, "events": [harmful]}))
    opened.page.locator("#list button").click()
    opened.page.wait_for_selector(".leaflet-popup-content")
    assert opened.page.title() == "Événements de conflit"
    assert opened.page.locator("img").count() == 0
    assert HARMFUL in opened.texts(".leaflet-popup-content .sentence")[0]
    assert opened.complaints == []
    assert len(opened.requests) == 1
    opened.page.context.close()


def test_policy_stops_scripts_that_are_not_the_pages_own(browser: Any, tmp_path: Path) -> None:
    path = write_map(sample_tables(), tmp_path / "map.html")
    added = "<script>document.title = 'broken'</script><img src='https://example.org/a.png'>"
    path.write_text(path.read_text("utf-8").replace("</body>", added + "</body>"), "utf-8")
    opened = Visit(browser, path)
    assert opened.page.title() == "Événements de conflit"
    assert any("Content Security Policy" in complaint for complaint in opened.complaints)
    opened.page.context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_both_schemes_have_readable_text(browser: Any, tmp_path: Path, scheme: str) -> None:
    opened = open_map(browser, tmp_path, sample_tables(), color_scheme=scheme)
    light, dark = opened.page.evaluate(
        """() => {
          const style = getComputedStyle(document.querySelector("#panel"));
          const ink = getComputedStyle(document.body).color;
          return [style.backgroundColor, ink].map((c) => c.match(/\\d+/g).map(Number).reduce((a, b) => a + b))
            .sort((a, b) => b - a);
        }"""
    )
    assert light - dark > 400
    opened.page.context.close()


def test_map_in_a_notebook_frame(browser: Any, tmp_path: Path) -> None:
    page = tmp_path / "notebook.html"
    page.write_text(
        f"<!DOCTYPE html><meta charset=utf-8><p>cell</p>{MapView(sample_tables())._repr_html_()}", "utf-8"
    )
    context = browser.new_context(offline=True)
    tab = context.new_page()
    complaints: list[str] = []
    tab.on("console", lambda message: complaints.append(message.text))
    tab.goto(page.as_uri())
    frame = tab.frame_locator("iframe")
    frame.locator(".event-marker").first.wait_for()
    assert frame.locator("#list > li").count() == 6
    assert complaints == []
    context.close()
