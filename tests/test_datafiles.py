"""The package's data files: all are well-formed, and a damaged one is named."""

import importlib
import json
import tomllib
from importlib import resources
from pathlib import Path

import pytest

from eventgeo.datafiles import is_there, read_text, read_toml
from eventgeo.errors import ResourceError

PACKAGE = Path(str(resources.files("eventgeo")))
FILES = sorted(path.relative_to(PACKAGE) for path in PACKAGE.rglob("*.toml"))


@pytest.mark.parametrize("path", FILES, ids=str)
def test_every_toml_file_can_be_read(path):
    assert tomllib.loads((PACKAGE / path).read_text("utf-8"))


def test_the_place_weights_are_json():
    assert json.loads(read_text("assembly", "rules/place_weights.json"))["weights"]


@pytest.fixture
def damaged_package(tmp_path, monkeypatch):
    """Return the name of a subpackage whose files are damaged."""
    folder = tmp_path / "spoilt"
    folder.mkdir()
    (folder / "__init__.py").touch()
    (folder / "open.toml").write_text("word = 1\nwords = ]\n", encoding="utf-8")
    (folder / "latin.toml").write_bytes("nom = 'été'".encode("latin-1"))
    eventgeo = importlib.import_module("eventgeo")
    monkeypatch.setattr(eventgeo, "__path__", [*eventgeo.__path__, str(tmp_path)])
    return "spoilt"


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("open.toml", r"spoilt/open\.toml is damaged: .*line 2"),
        ("latin.toml", r"spoilt/latin\.toml is damaged: .*utf-8"),
        ("none.toml", r"spoilt/none\.toml is missing"),
    ],
)
def test_a_damaged_file_is_named_with_the_place(damaged_package, name, message):
    assert is_there(damaged_package, name) is (name != "none.toml")
    with pytest.raises(ResourceError, match=message):
        read_toml(damaged_package, name)
