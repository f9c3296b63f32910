"""Fetching from a server that is slow, busy, wrong, or breaks off, and what becomes of the store then."""

from __future__ import annotations

import hashlib
import io
import os
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import pytest

from eventgeo.errors import (
    ConfigurationError,
    GazetteerError,
    GazetteerFormatError,
    GazetteerServiceError,
    ResourceHashError,
)
from eventgeo.gazetteer.download import Patience, fetch, forget
from eventgeo.gazetteer.geonames_export import base_url, fetch_parts, forget_parts, parts
from file_server import Fault, FileServer, serving
from geonames_files import name_row, row, text_of, zip_file

HASTY = Patience(timeout_s=0.4, tries=3, first_wait_s=0.01, longest_wait_s=0.5)
CONTENT = os.urandom(50_000)


@pytest.fixture
def server() -> Iterator[FileServer]:
    with serving() as running:
        running.files["/file"] = CONTENT
        yield running


@pytest.fixture
def target(tmp_path: Path) -> Path:
    return tmp_path / "downloads" / "file"


def test_a_file_arrives_whole(server: FileServer, target: Path) -> None:
    seen: list[tuple[int, int | None]] = []
    fetch(f"{server.url}/file", target, report=lambda have, total: seen.append((have, total)))
    assert target.read_bytes() == CONTENT
    assert seen[-1] == (len(CONTENT), len(CONTENT))


BROKEN = {
    "breaks off at once": [Fault(cut_after=0)],
    "breaks off twice": [Fault(cut_after=10_000), Fault(cut_after=10_000)],
    "breaks off more often than it may in vain": [Fault(cut_after=5_000)] * 6,
    "is silent, then serves": [Fault(silent_s=0.8)],
    "is busy": [Fault(code=503)],
    "asks to wait": [Fault(code=429, headers={"Retry-After": "0"})],
    "asks to wait until a moment gone by": [
        Fault(code=429, headers={"Retry-After": format_datetime(datetime.now(UTC) - timedelta(hours=1))})
    ],
    "asks to wait in words": [Fault(code=503, headers={"Retry-After": "soon"})],
    "forgets ranges after a break": [Fault(cut_after=30_000), Fault(without_ranges=True)],
    "is slow": [Fault(pause_s=0.002)],
}


@pytest.mark.parametrize("faults", BROKEN.values(), ids=BROKEN)
def test_a_server_that_is_not_at_its_best(faults: list[Fault], server: FileServer, target: Path) -> None:
    server.faults = list(faults)
    fetch(f"{server.url}/file", target, patience=HASTY)
    assert target.read_bytes() == CONTENT


def test_a_break_costs_only_the_rest(server: FileServer, target: Path) -> None:
    server.faults = [Fault(cut_after=30_000)]
    fetch(f"{server.url}/file", target, patience=HASTY)
    ranges = [asked for _, asked in server.asked]
    assert ranges == ["", "bytes=30000-"]
    assert server.sent_bytes == len(CONTENT)


def test_the_next_process_goes_on_where_one_was_interrupted(server: FileServer, target: Path) -> None:
    server.faults = [Fault(cut_after=20_000), Fault(cut_after=0), Fault(cut_after=0), Fault(cut_after=0)]
    with pytest.raises(GazetteerServiceError, match="20,000 bytes that came are kept"):
        fetch(f"{server.url}/file", target, patience=HASTY)
    fetch(f"{server.url}/file", target, patience=HASTY)
    assert target.read_bytes() == CONTENT
    assert server.asked[-1][1] == "bytes=20000-"


def test_a_whole_file_costs_one_question(server: FileServer, target: Path) -> None:
    fetch(f"{server.url}/file", target)
    fetch(f"{server.url}/file", target)
    assert target.read_bytes() == CONTENT
    assert server.sent_bytes == len(CONTENT)


def test_a_part_of_another_edition_is_not_gone_on_with(server: FileServer, target: Path) -> None:
    server.faults = [Fault(cut_after=20_000), *[Fault(code=503)] * 3]
    with pytest.raises(GazetteerServiceError):
        fetch(f"{server.url}/file", target, patience=HASTY)
    server.files["/file"] = newer = os.urandom(30_000)
    fetch(f"{server.url}/file", target, patience=HASTY)
    assert target.read_bytes() == newer


@pytest.mark.parametrize("newer", [b"", os.urandom(10_000)], ids=["empty", "shorter"])
def test_a_shorter_edition(newer: bytes, server: FileServer, target: Path) -> None:
    fetch(f"{server.url}/file", target)
    server.files["/file"] = newer
    fetch(f"{server.url}/file", target, patience=HASTY)
    assert target.read_bytes() == newer


def test_a_part_from_elsewhere_is_not_gone_on_with(server: FileServer, target: Path) -> None:
    server.files["/other"] = os.urandom(60_000)
    fetch(f"{server.url}/other", target)
    fetch(f"{server.url}/file", target)
    assert target.read_bytes() == CONTENT


@pytest.mark.parametrize("part", [CONTENT[:100], os.urandom(60_000)], ids=["part", "longer"])
def test_what_lies_there_without_a_note_is_written_over(
    part: bytes, server: FileServer, target: Path
) -> None:
    target.parent.mkdir()
    target.write_bytes(part)
    fetch(f"{server.url}/file", target)
    assert target.read_bytes() == CONTENT


def test_a_damaged_note_is_none(server: FileServer, target: Path) -> None:
    server.faults = [Fault(cut_after=20_000), *[Fault(code=503)] * 3]
    with pytest.raises(GazetteerServiceError):
        fetch(f"{server.url}/file", target, patience=HASTY)
    [note] = target.parent.glob("*.json")
    note.write_text("{")
    fetch(f"{server.url}/file", target)
    assert target.read_bytes() == CONTENT


def test_servers_that_tell_neither_length_nor_edition(server: FileServer, target: Path) -> None:
    server.with_length = server.with_etag = False
    fetch(f"{server.url}/file", target)
    fetch(f"{server.url}/file", target)
    assert target.read_bytes() == CONTENT
    assert [asked for _, asked in server.asked] == ["", ""]


REFUSED = {
    "no such file": ([Fault(code=404)], "404 .*is the address right"),
    "forbidden": ([Fault(code=403)], "403 .*name a mirror"),
    "always busy": ([Fault(code=503)] * 9, "503 .*try again later"),
    "always silent": ([Fault(silent_s=0.6)] * 9, "timed out.*try again later"),
    "asks to wait too long": (
        [Fault(code=429, headers={"Retry-After": "3600"})],
        "again in 3600 s, as it asks",
    ),
    "leads away from the web": (
        [Fault(code=302, headers={"Location": "file:///etc/passwd"})],
        "302|no address",
    ),
}


@pytest.mark.parametrize(("faults", "said"), REFUSED.values(), ids=REFUSED)
def test_a_server_that_does_not_give_the_file(
    faults: list[Fault], said: str, server: FileServer, target: Path
) -> None:
    server.faults = list(faults)
    with pytest.raises((GazetteerServiceError, ConfigurationError), match=said):
        fetch(f"{server.url}/file", target, patience=HASTY)
    assert not target.exists()
    assert len(server.asked) <= HASTY.tries


def test_nobody_at_that_address(target: Path) -> None:
    with serving() as gone:
        address = f"{gone.url}/file"
    with pytest.raises(GazetteerServiceError, match="refused"):
        fetch(address, target, patience=HASTY)


@pytest.mark.parametrize("url", ["file:///etc/passwd", "ftp://example.org/x", "SY.zip", "", "https://"])
def test_addresses_that_are_none(url: str, target: Path) -> None:
    with pytest.raises(ConfigurationError, match="no address on the web"):
        fetch(url, target)


def test_the_digest_decides(server: FileServer, target: Path) -> None:
    right = hashlib.sha256(CONTENT).hexdigest()
    fetch(f"{server.url}/file", target, sha256=right.upper())
    with pytest.raises(ResourceHashError) as caught:
        fetch(f"{server.url}/file", target, sha256="0" * 64)
    assert (caught.value.expected, caught.value.found) == ("0" * 64, right)
    assert not target.exists()


def test_a_folder_that_cannot_be_written(server: FileServer, tmp_path: Path) -> None:
    (tmp_path / "downloads").write_text("a file")
    with pytest.raises(GazetteerError, match="cannot be written") as caught:
        fetch(f"{server.url}/file", tmp_path / "downloads" / "file")
    assert not isinstance(caught.value, GazetteerServiceError)


def test_forgetting_twice_is_forgetting(server: FileServer, target: Path) -> None:
    fetch(f"{server.url}/file", target)
    forget(target)
    forget(target)
    assert not list(target.parent.iterdir())


def _archive(tmp_path: Path, **members: bytes | list[str]) -> bytes:
    return zip_file(tmp_path / "made" / "made.zip", **members).read_bytes()


@pytest.fixture
def export(server: FileServer, tmp_path: Path) -> FileServer:
    """Return a server with two countries as GeoNames exports them, readme included."""
    for code, number in (("SY", 173361), ("IQ", 99347)):
        dump = [row(geonameid=number, country=code)]
        server.files[f"/{code}.zip"] = _archive(tmp_path, **{code: dump}, readme=b"see geonames.org\n")
        names = [name_row(number, "fr", "Al-Qaryataïn"), name_row(number, "link", "https://example.org")]
        server.files[f"/alternatenames/{code}.zip"] = _archive(tmp_path, **{code: names})
    return server


def test_countries_are_fetched_as_sources(export: FileServer, tmp_path: Path) -> None:
    wanted = parts(["sy", "IQ", "SY"])
    sources = list(fetch_parts(wanted, mirror=export.url + "/", folder=tmp_path, patience=HASTY))
    assert [source.name for source in sources] == ["geonames:SY", "geonames:IQ"]
    assert [[entry.place.country for entry in source.read()] for source in sources] == [["SY"], ["IQ"]]
    assert "Al-Qaryataïn" in next(sources[0].read()).names
    forget_parts(wanted, folder=tmp_path)
    assert not [path for path in tmp_path.rglob("*") if path.is_file() and path.parent.name != "made"]


def _bomb() -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("SY.txt", b"\0" * 20_000_000)
    return held.getvalue()


def _folder() -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr("../SY.txt", text_of([row()]))
    return held.getvalue()


WRONG = {
    "truncated": lambda good: good[: len(good) // 2],
    "flipped": lambda good: good[:60] + bytes([good[60] ^ 0xFF]) + good[61:],
    "a page of a login": lambda _: b"<html>please log in</html>",
    "a bomb": lambda _: _bomb(),
    "a path": lambda _: _folder(),
    "empty": lambda _: b"",
}


@pytest.mark.parametrize("spoil", WRONG.values(), ids=WRONG)
def test_wrong_archives_are_refused_and_deleted(spoil: object, export: FileServer, tmp_path: Path) -> None:
    assert callable(spoil)
    export.files["/SY.zip"] = spoil(export.files["/SY.zip"])
    with pytest.raises(GazetteerFormatError, match=r"SY\.zip"):
        list(fetch_parts(parts(["SY"]), mirror=export.url, folder=tmp_path, patience=HASTY))
    assert not (tmp_path / "SY.zip").exists()


def test_the_mirror_may_be_told_by_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EVENTGEO_GEONAMES_URL", "https://mirror.example/dump/")
    assert base_url() == "https://mirror.example/dump"
    assert base_url("http://other") == "http://other"


@pytest.mark.parametrize("codes", [["XX"], ["SY", "../etc"], ["all", "SY"], ["SYR"], [""]])
def test_codes_that_are_none(codes: list[str]) -> None:
    with pytest.raises(ConfigurationError):
        parts(codes)
