"""What is installed, where the cache is, what is missing and how to mend it."""

from __future__ import annotations

import platform
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

import eventgeo

_PURPOSES = {"flair": " (only for taggers on torch)", "train": " (only for training)"}
"""What the extras' packages are for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing looked at. ``mend`` says what to do where it is not well; ``needed`` whether it must be."""

    subject: str
    state: str
    well: bool = True
    needed: bool = True
    mend: str = ""


def examine() -> Iterator[Finding]:
    """Look at the installation, the reader, the cache and the gazetteer; changes nothing.

    Yields
    ------
    Finding
    """
    yield Finding(subject="eventgeo", state=f"{eventgeo.__version__} in {Path(eventgeo.__file__).parent}")
    yield Finding(
        subject="python",
        state=f"{platform.python_version()} on {platform.system()} {platform.machine()}",
        well=sys.version_info >= (3, 11),
        mend="install Python 3.11 or newer",
    )
    yield from _packages()
    yield _reader()
    yield from _gazetteer()


def _packages() -> Iterator[Finding]:
    try:
        wanted = metadata.requires("eventgeo") or []
    except metadata.PackageNotFoundError:
        yield Finding(
            subject="installation",
            state="not installed as a package",
            well=False,
            mend="pip install eventgeo",
        )
        return
    for line in wanted:
        requirement, _, marker = (part.strip() for part in line.partition(";"))
        name = requirement.split(">")[0].split("<")[0].split("=")[0].split("[")[0].strip()
        extra = marker.split("==")[1].strip(" '\"") if "extra" in marker else ""
        if extra not in ("", "flair", "train"):
            continue
        try:
            yield Finding(subject=name, state=metadata.version(name), needed=not extra)
        except metadata.PackageNotFoundError:
            what = f"eventgeo[{extra}]" if extra else requirement
            yield Finding(
                subject=name,
                state=f"not installed{_PURPOSES.get(extra, '')}",
                well=False,
                needed=not extra,
                mend=f"pip install '{what}'",
            )


def _reader() -> Finding:
    from eventgeo.errors import EventGeoError
    from eventgeo.tagging.reader.store import PARTS, ReaderFolder, shipped_reader

    try:
        folder = ReaderFolder(shipped_reader())
    except EventGeoError as error:
        return Finding(
            subject="reader", state=str(error), well=False, mend="pip install --force-reinstall eventgeo"
        )
    size = sum((folder.path / name).stat().st_size for name in PARTS)
    settings = folder.settings
    return Finding(
        subject="reader", state=f"{settings['name']} {settings['version']}, whole, {size / 1e6:.0f} MB"
    )


def _gazetteer() -> Iterator[Finding]:
    from eventgeo.gazetteer import SqliteGazetteer, cache_folder
    from eventgeo.gazetteer.build import FILE_NAME, is_current, stamp

    folder = cache_folder()
    usable = _can_hold_files(folder)
    yield Finding(
        subject="cache",
        state=str(folder) if usable else f"{folder} cannot be written to",
        well=usable,
        mend="make it a writable folder, or set EVENTGEO_CACHE to one",
    )
    if not usable:
        return
    path = folder / FILE_NAME
    if not path.exists():
        state, well = "not built yet; the first run builds it", False
    elif not is_current(path, stamp()):
        state, well = f"{path} is damaged or of another version; the next run builds it again", False
    else:
        state, well = f"{SqliteGazetteer(path).name} in {path}, {path.stat().st_size / 1e6:.0f} MB", True
    yield Finding(subject="gazetteer", state=state, well=well, needed=False, mend="eventgeo gazetteer build")


def _can_hold_files(folder: Path) -> bool:
    """Tell whether files can be written in `folder`, or in the folder it would be made in."""
    nearest = next(parent for parent in (folder, *folder.parents) if parent.exists())
    try:
        with tempfile.TemporaryFile(dir=nearest):
            return True
    except OSError:
        return False
