"""GeoNames' own export, country by country: which files there are, and fetching them."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from eventgeo.errors import ConfigurationError
from eventgeo.gazetteer.archives import check_archive
from eventgeo.gazetteer.build import cache_folder
from eventgeo.gazetteer.download import Patience, Report, fetch, forget
from eventgeo.gazetteer.sources import Source
from eventgeo.gazetteer.sources.countries import country_codes
from eventgeo.gazetteer.sources.geonames_dump import geonames_source

BASE_URL = "https://download.geonames.org/export/dump"
URL_VARIABLE = "EVENTGEO_GEONAMES_URL"
ALL = "all"
_ALL_DUMP, _ALL_NAMES = "allCountries.zip", "alternateNamesV2.zip"


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One pack's two archives: their addresses below the export's, and where they are put."""

    name: str
    dump: str
    names: str

    def files(self, folder: Path) -> tuple[Path, Path]:
        """Return where the dump and the alternate names lie below `folder`."""
        return folder / self.dump, folder / self.names


def parts(codes: Iterable[str]) -> tuple[Part, ...]:
    """Return the archives for countries, or for all the world.

    Raises
    ------
    ConfigurationError
        A code is none of ISO 3166-1 alpha-2.

    Examples
    --------
    >>> parts(["sy"])
    (Part(name='geonames:SY', dump='SY.zip', names='alternatenames/SY.zip'),)
    >>> parts(["all"])[0].dump
    'allCountries.zip'
    """
    wanted = list(dict.fromkeys(code.strip() for code in codes))
    if any(code.lower() == ALL for code in wanted):
        if len(wanted) > 1:
            raise ConfigurationError("all has every country in it; give all alone, or codes of countries")
        return (Part(name=f"geonames:{ALL}", dump=_ALL_DUMP, names=_ALL_NAMES),)
    for code in wanted:
        if code.upper() not in country_codes():
            raise ConfigurationError(
                f"{code!r} is no country code; give ISO 3166-1 alpha-2 codes such as SY IQ UA, or all"
            )
    countries = dict.fromkeys(code.upper() for code in wanted)
    return tuple(
        Part(name=f"geonames:{code}", dump=f"{code}.zip", names=f"alternatenames/{code}.zip")
        for code in countries
    )


def download_folder() -> Path:
    """Return where downloads lie until their places are in the store."""
    return cache_folder() / "downloads"


def base_url(mirror: str = "") -> str:
    """Return the address of the export: `mirror`, else ``$EVENTGEO_GEONAMES_URL``, else GeoNames' own."""
    return (mirror or os.environ.get(URL_VARIABLE) or BASE_URL).rstrip("/")


def fetch_parts(
    wanted: Iterable[Part],
    *,
    mirror: str = "",
    folder: Path | None = None,
    sha256: str = "",
    patience: Patience | None = None,
    report: Callable[[str], Report] | None = None,
) -> Iterator[Source]:
    """Fetch the archives of each part, check them to their last byte, and yield each part as a source.

    What was fetched stays in `folder` until :func:`forget_parts`: who is interrupted goes on where he was.

    Parameters
    ----------
    wanted : iterable of Part
    mirror : str, optional
        Address of an export in the form of GeoNames'; else :func:`base_url`.
    folder : Path, optional
        Else :func:`download_folder`.
    sha256 : str, optional
        Digest that the dump of the one part must have.
    patience : Patience, optional
    report : callable, optional
        Given an address, returns what is told of its progress.

    Raises
    ------
    GazetteerServiceError, ResourceHashError
        As for :func:`~eventgeo.gazetteer.download.fetch`.
    GazetteerFormatError
        An archive is damaged, or none of GeoNames'; it is deleted.
    """
    below, base = folder or download_folder(), base_url(mirror)
    for part in wanted:
        for target, address, digest in zip(
            part.files(below), (part.dump, part.names), (sha256, ""), strict=True
        ):
            url = f"{base}/{address}"
            fetch(url, target, sha256=digest, patience=patience, report=report(url) if report else None)
            try:
                check_archive(target)
            except Exception:
                forget(target)
                raise
        dump, names = part.files(below)
        yield geonames_source(dump, names, name=part.name)


def forget_parts(wanted: Iterable[Part], *, folder: Path | None = None) -> None:
    """Delete the archives of parts whose places are in the store."""
    for part in wanted:
        for target in part.files(folder or download_folder()):
            forget(target)
