"""What every test may use: one gazetteer for the session."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from eventgeo.gazetteer import SqliteGazetteer, open_gazetteer

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
