"""What every test may use: one gazetteer for the session, and one tiny reader that is trained for it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

from eventgeo.evaluation import GoldDocument
from eventgeo.gazetteer import SqliteGazetteer, open_gazetteer
from tiny_encoder import annotated, build_tiny_encoder

# No deadline: shared machines stall. CI tries the same examples each time, so that it tells only of the
# change; runs by hand look for new ones.
settings.register_profile("eventgeo", deadline=None, derandomize="CI" in os.environ)
settings.load_profile("eventgeo")


@pytest.fixture(scope="session", autouse=True)
def _cache_folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Keep built files out of the user's cache folder, unless EVENTGEO_CACHE says where they go."""
    given = os.environ.get("EVENTGEO_CACHE")
    folder = Path(given) if given else tmp_path_factory.mktemp("eventgeo-cache")
    os.environ["EVENTGEO_CACHE"] = str(folder)
    yield folder
    if given is None:
        del os.environ["EVENTGEO_CACHE"]


@pytest.fixture(scope="session")
def gazetteer(_cache_folder: Path) -> SqliteGazetteer:
    """Return the embedded gazetteer, built once for the session (or once for all with EVENTGEO_CACHE)."""
    return open_gazetteer()


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """Return a headless Chromium: that of ``CHROMIUM``, else the one installed; without one, tests skip."""
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    if chromium is None:
        pytest.skip("no chromium found: apt-get install chromium, or set CHROMIUM to its path")
    flags = ("no-sandbox", "disable-gpu", "disable-quic", "no-first-run", "disable-background-networking",
             "disable-component-update", "disable-sync")  # fmt: skip
    with playwright.sync_playwright() as play:
        opened = play.chromium.launch(executable_path=chromium, args=[f"--{flag}" for flag in flags])
        yield opened
        opened.close()


@pytest.fixture(scope="session")
def gold_documents() -> tuple[GoldDocument, ...]:
    """Return annotated documents of four languages, as many as a tiny reader learns from in seconds."""
    root = Path(__file__).parent.parent / "data" / "annotated"
    return annotated(root, fr=6, en=3, es=2, ar=2)


@pytest.fixture(scope="session")
def tiny_encoder(gold_documents: tuple[GoldDocument, ...], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a transformer of two layers, its weights random."""
    pytest.importorskip("flair")
    folder = tmp_path_factory.mktemp("encoder")
    return build_tiny_encoder(folder, [gold.document.text for gold in gold_documents])


@pytest.fixture(scope="session")
def tiny_reader(
    gold_documents: tuple[GoldDocument, ...], tiny_encoder: Path, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """Return the folder of a reader that has learned a little: it marks things, though rarely rightly."""
    from eventgeo.training.train import Recipe, Source, train

    return train(
        [Source(name="annotated", documents=gold_documents)],
        tiny_encoder,
        tmp_path_factory.mktemp("readers") / "tiny",
        name="tiny",
        recipe=Recipe(
            epochs=30, batch_size=2, frozen_layers=0, head_rate=2e-2, encoder_rate=5e-3, dropout=0.0
        ),
        threads=1,
    )
