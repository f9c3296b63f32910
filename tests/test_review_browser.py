"""The review page in a real browser with the network blocked."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from eventgeo.export import ReviewView, write_review
from eventgeo.model import Document
from eventgeo.tables import Tables, tabulate
from sample_reviews import ARABIC, DOCUMENTS, FRENCH, review_tables
from sample_tables import HARMFUL

CHOSEN = "#rows-pane .row.chosen"


class Review:
    """A review page that was opened, with all it asked for and complained of."""

    def __init__(self, browser: Any, path: Path, **options: Any) -> None:
        self.requests: list[str] = []
        self.complaints: list[str] = []
        options = {"viewport": {"width": 1300, "height": 800}, **options}
        self.page = browser.new_context(offline=True, **options).new_page()
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.on("console", lambda message: self.complaints.append(message.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.goto(path.as_uri())
        self.page.wait_for_selector("#document > *")

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    def texts(self, selector: str) -> list[str]:
        found: list[str] = self.page.locator(selector).all_inner_texts()
        return found

    def titles(self, selector: str) -> list[str]:
        """Return texts of the list, whose entries have no inner text until they are next drawn."""
        found: list[str] = self.page.locator(selector).all_text_contents()
        return found

    def focused(self) -> str:
        found: str = self.page.evaluate("document.activeElement.innerText || document.activeElement.id")
        return found

    def close(self) -> None:
        assert self.complaints == []
        assert [address for address in self.requests if not address.startswith(("file:", "blob:"))] == []
        self.page.context.close()


def opened(browser: Any, folder: Path, tables: Tables, **options: Any) -> Review:
    return Review(browser, write_review(tables, folder / "review.html"), **options)


@pytest.fixture
def review(browser: Any, tmp_path: Path) -> Iterator[Review]:
    page = opened(browser, tmp_path, review_tables())
    yield page
    page.close()


def test_text_and_marks_are_those_of_the_document(review: Review) -> None:
    assert review.page.locator(".text").text_content() == FRENCH
    assert review.texts(".text .trigger") == ["repris", "bataille", "frapper"]
    assert review.texts(".text .line1-cue") == ["n'a pas", "va"]
    assert review.texts(".text .line1-date") == ["Lundi", "mardi"]
    assert review.texts(".text .line1-actor") == ["armée syrienne", "armée"]
    assert review.texts(".text .line1-place") == ["Al-Boukamal", "bataille", " d'Alep", "Moscou"]
    assert review.texts("#count") == ["4 documents · 5 événements"]


def test_click_on_a_trigger_opens_its_row_and_reason(review: Review) -> None:
    review.page.locator(".text .trigger").nth(2).click()
    assert review.texts(f"{CHOSEN} .head .spelt") == ["« frapper »"]
    assert "lexicon" not in review.texts(f"{CHOSEN} .reason:visible")[0]
    assert review.texts(f"{CHOSEN} [aria-expanded=true] .name") == ["Événement"]
    assert review.texts(".text .own") == ["armée", "va", "frapper", "mardi"]
    review.page.get_by_text("repris", exact=True).click()
    assert review.page.locator(CHOSEN).count() == 1
    assert "lexicon" in review.texts(f"{CHOSEN} .reason:visible")[0]


def test_click_on_an_argument_opens_its_field(review: Review) -> None:
    for words, field, reason in (
        ("n'a pas", "Modalité", 'denied: "n\'a pas"'),
        ("Lundi", "Date", "monday before"),
        ("armée syrienne", "Par", "SY-ARMY"),
        ("Al-Boukamal", "Lieu", "Abu Kamal (IQ, 2)"),
    ):
        review.page.locator(".text .seg", has_text=words).first.click()
        assert review.texts(f"{CHOSEN} .head .spelt") == ["« repris »"]
        assert review.texts(f"{CHOSEN} [aria-expanded=true] .name") == [field]
        assert reason in review.texts(f"{CHOSEN} .reason:visible")[0]


def test_trigger_inside_a_place_and_more_clicks_go_round_its_rows(review: Review) -> None:
    mark = review.page.locator(".text .trigger", has_text="bataille")
    assert "line1-place" in mark.get_attribute("class")
    seen = []
    for _ in range(3):
        mark.click()
        seen += review.texts(f"{CHOSEN} [aria-expanded=true] .name")
    assert seen == ["Événement", "Lieu", "Événement"]
    town = review.page.locator(".text .seg", has_text="Al-Boukamal")
    town.click()
    town.click()
    assert review.texts(f"{CHOSEN} .about") == ["Al-Boukamal, SY.02, SY"]


def test_unlinked_place_tells_why(review: Review) -> None:
    review.page.locator(".text .seg", has_text="Moscou").click()
    assert review.texts(f"{CHOSEN} .about") == ["absent du répertoire"]
    assert "no place of this name" in review.texts(f"{CHOSEN} .reason:visible")[0]


def test_reasons_open_and_close_by_field_or_all_at_once(review: Review) -> None:
    review.page.locator("#rows-pane .head").first.click()
    assert review.page.locator(f"{CHOSEN} .reason:visible").count() == 0
    modality = review.page.locator(f"{CHOSEN} .field", has_text="Modalité")
    modality.click()
    assert modality.get_attribute("aria-expanded") == "true"
    assert "denied" in review.texts(f"{CHOSEN} .reason:visible")[0]
    modality.click()
    assert review.page.locator(f"{CHOSEN} .reason:visible").count() == 0
    review.page.get_by_role("button", name="Toutes les raisons").click()
    assert review.page.locator(f"{CHOSEN} .reason:visible").count() == 7
    review.page.locator("#rows-pane .head").first.click()
    assert review.page.locator(CHOSEN).count() == 0
    assert review.page.locator(".text .own").count() == 0


def test_keys_alone_do_it_all(review: Review) -> None:
    page = review.page
    for _ in range(20):
        review.press("Tab")
        if page.evaluate("!!document.activeElement.closest('.text')"):
            break
    assert review.focused() == "Lundi"
    review.press("ArrowRight", "ArrowRight", "ArrowRight")
    assert review.focused() == "repris"
    review.press("ArrowLeft", "Enter")
    assert review.focused() == "Modalité\nnié ou évité"
    assert "denied" in review.texts(f"{CHOSEN} .reason:visible")[0]
    review.press("Tab", "Enter")
    assert review.texts(f"{CHOSEN} [aria-expanded=true] .name") == ["Date"]
    review.press("Escape")
    assert page.locator(f"{CHOSEN} .reason:visible").count() == 0
    assert review.focused().startswith("Date")
    review.press("r", "Escape")
    assert review.focused() == "repris"
    assert page.locator(f"{CHOSEN} .tick.right[aria-pressed=true]").count() == 1
    review.press("Escape")
    assert page.locator(CHOSEN).count() == 0
    review.press("End", " ")
    assert review.focused() == "mardi"
    assert review.texts(f"{CHOSEN} .head .spelt") == ["« frapper »"]
    review.press("w")
    assert page.locator(f"{CHOSEN} .tick.wrong[aria-pressed=true]").count() == 1
    assert review.texts("#ticked") == ["Cochées : 2 sur 7"]
    review.press("n")
    assert page.locator(".text").text_content() == ARABIC
    review.press("p")
    assert page.locator("#rows-pane [aria-pressed=true]").count() == 2
    page.locator("#rows-pane .head").first.focus()
    review.press("ArrowDown", "ArrowDown", "Enter")
    assert review.texts(f"{CHOSEN} .head .spelt") == ["« frapper »"]
    for key, words in (("k", "« bataille »"), ("j", "« frapper »"), ("j", "« Al-Boukamal »")):
        review.press(key)
        assert review.texts(f"{CHOSEN} .head .spelt") == [words]


def test_focus_can_be_seen_and_names_are_told(review: Review) -> None:
    review.press("n", "p")
    assert review.focused() == "Lundi"
    review.press("ArrowRight")
    style = review.page.evaluate_handle("getComputedStyle(document.activeElement)")
    assert style.evaluate("style => [style.outlineStyle, style.outlineWidth]") == ["solid", "2px"]
    assert review.page.evaluate("document.activeElement.title") == "Acteur"
    unnamed = review.page.evaluate(
        """() => [...document.querySelectorAll("button, input, nav, section, [role=button]")]
          .filter((node) => !node.innerText && !node.ariaLabel && !node.labels?.length).length"""
    )
    assert unnamed == 0


def test_right_to_left_text_runs_so_and_arrows_with_it(review: Review) -> None:
    review.press("n")
    text = review.page.locator(".text")
    assert text.evaluate("node => getComputedStyle(node).direction") == "rtl"
    assert review.texts(".text .trigger") == ["قصفت"]
    boxes = [review.page.locator(".text .seg", has_text=words).bounding_box() for words in ("قصفت", "إدلب")]
    assert boxes[0]["x"] > boxes[1]["x"]
    assert review.focused() == "قصفت"
    review.press("ArrowLeft")
    assert review.focused() == "إدلب"
    review.press("ArrowRight")
    assert review.focused() == "قصفت"


def test_list_searches_texts_and_rows(review: Review) -> None:
    shown = "#list li:not([hidden]) .title"
    assert review.titles(shown) == ["Al-Boukamal", "idlib.txt", HARMFUL, "Pluie"]
    review.page.locator("#with-events").check()
    assert review.titles(shown) == ["Al-Boukamal", "idlib.txt", HARMFUL]
    review.page.locator("#with-events").uncheck()
    review.press("/")
    review.page.keyboard.type("PLU paris")
    assert review.texts("#none-found") == ["Aucun document n’a ces mots"]
    review.page.locator("#search").fill("à paris")
    assert review.titles(shown) == ["Pluie"]
    review.press("Enter")
    assert review.texts("#rows-pane .nothing") == [
        "Aucun événement n’a été trouvé dans ce document.",
        "Aucun lieu n’a été trouvé dans ce document.",
    ]
    review.page.locator("#search").fill("")
    review.press("ArrowDown", "ArrowDown", "Enter")
    assert review.page.locator(".text").text_content() == ARABIC
    assert review.titles("#list [aria-current=true] .title") == ["idlib.txt"]


def test_legend_hides_and_shows_marks(review: Review) -> None:
    place = review.page.locator(".legend button", has_text="Lieu")
    place.click()
    assert place.get_attribute("aria-pressed") == "false"
    assert review.page.locator(".text .line1-place").count() == 0
    assert review.page.locator(".text .trigger").count() == 3
    place.click()
    assert review.page.locator(".text .line1-place").count() == 4


def test_kinds_differ_by_more_than_colour(review: Review) -> None:
    looks = review.page.locator(".legend .seg").evaluate_all(
        """all => all.map(getComputedStyle)
          .map((style) => style.backgroundImage.replace(/rgb[^)]*\\)/g, "") + style.fontWeight)"""
    )
    assert len(looks) == 5
    assert len(set(looks)) == 5


def saved(review: Review, kind: str) -> str:
    with review.page.expect_download() as download:
        review.page.locator("#ticks button", has_text=kind).click()
    assert download.value.suggested_filename == f"review-ticks.{kind.lower()}"
    return Path(download.value.path()).read_text("utf-8")


def test_ticks_are_saved_as_files_that_run_nothing(review: Review) -> None:
    review.page.locator("#rows-pane .tick.wrong").first.click()
    review.page.locator("#rows-pane .head").first.click()
    review.page.locator(f"{CHOSEN} input").fill('=cmd(), "r" w')
    review.page.locator("#rows-pane .tick.right").nth(3).click()
    review.press("n", "n")
    review.page.locator("#rows-pane .tick.right").first.click()
    rows = list(csv.DictReader(io.StringIO(saved(review, "CSV"))))
    assert [(row["doc_id"], row["table"], row["event_id"], row["verdict"]) for row in rows] == [
        ("fr", "events", "e1", "wrong"),
        ("fr", "places", "", "right"),
        (HARMFUL, "events", "e5", "right"),
    ]
    assert rows[0]["note"] == '\'=cmd(), "r" w'
    assert FRENCH[int(rows[1]["start"]) : int(rows[1]["end"])] == rows[1]["text"] == "Al-Boukamal"
    ticks = json.loads(saved(review, "JSON"))["ticks"]
    assert [tick["note"] for tick in ticks] == ['=cmd(), "r" w', "", ""]
    assert review.titles("#list .progress") == ["2/5 ✓", "", "1/1 ✓", ""]


def test_harmful_text_is_shown_and_does_nothing(review: Review) -> None:
    review.press("n", "n")
    assert review.page.locator(".text").text_content() == DOCUMENTS[2].text
    review.page.locator(".text .trigger").click()
    review.page.get_by_role("button", name="Toutes les raisons").click()
    assert HARMFUL in review.texts(f"{CHOSEN} .reason:visible")[1]
    assert review.page.title() == "Relecture des événements"
    assert review.page.locator("img, iframe, a").count() == 0
    assert len(review.requests) == 1


def test_policy_stops_scripts_that_are_not_the_pages_own(browser: Any, tmp_path: Path) -> None:
    path = write_review(review_tables(), tmp_path / "review.html")
    added = "<script>document.title = 'broken'</script><img src='https://example.org/a.png'>"
    path.write_text(path.read_text("utf-8").replace("</body>", added + "</body>"), "utf-8")
    page = Review(browser, path)
    assert page.page.title() == "Relecture des événements"
    assert any("Content Security Policy" in complaint for complaint in page.complaints)
    page.page.context.close()


@pytest.mark.parametrize("width", [320, 700, 1000, 1600])
def test_nothing_is_wider_than_the_window(browser: Any, tmp_path: Path, width: int) -> None:
    page = opened(browser, tmp_path, review_tables(), viewport={"width": width, "height": 700})
    page.page.locator(".text .trigger").first.click()
    assert page.page.evaluate("document.documentElement.scrollWidth") <= width
    chosen, mark = (page.page.locator(name).first.bounding_box() for name in (CHOSEN, ".text .own-trigger"))
    assert 0 <= mark["y"] < 700
    assert 0 <= chosen["y"] < 700
    page.close()


def test_many_documents_draw_only_the_one_shown(browser: Any, tmp_path: Path) -> None:
    more = tuple(Document(doc_id=f"d{number}", text=FRENCH * 20) for number in range(1000))
    page = opened(browser, tmp_path, replace(review_tables(), documents=DOCUMENTS + more))
    assert page.page.locator("#list li").count() == 1004
    assert page.page.locator(".text").count() == 1
    took_ms = page.page.evaluate(
        """() => {
          const begin = performance.now();
          for (let step = 0; step < 20; step++) {
            document.dispatchEvent(new KeyboardEvent("keydown", { key: "n", bubbles: true }));
          }
          return performance.now() - begin;
        }"""
    )
    assert took_ms < 5_000
    assert page.titles("#list [aria-current]")[0].lstrip().startswith("d16")
    page.close()


def test_empty_page_and_notebook_frame(browser: Any, tmp_path: Path) -> None:
    page = opened(browser, tmp_path, tabulate([]))
    assert page.texts("#document") == ["There are no documents to review"]
    page.close()
    notebook = tmp_path / "notebook.html"
    notebook.write_text(
        f"<!DOCTYPE html><meta charset=utf-8>{ReviewView(review_tables())._repr_html_()}", "utf-8"
    )
    tab = browser.new_context(offline=True).new_page()
    tab.goto(notebook.as_uri())
    tab.frame_locator("iframe").locator(".text .trigger").first.click()
    assert tab.frame_locator("iframe").locator(CHOSEN).count() == 1
    tab.context.close()
