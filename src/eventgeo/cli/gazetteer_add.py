"""``eventgeo gazetteer add``: packs from GeoNames' export, from dumps on disk, or from a user's own files."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from eventgeo.cli.shared import count, plain_errors

if TYPE_CHECKING:
    from eventgeo.gazetteer.download import Report
    from eventgeo.gazetteer.sources import Source

_GEONAMES = "geonames"
_DUMPS = (".zip", ".txt")


@click.command()
@click.argument("what", metavar="[geonames CODE...|all]", nargs=-1)
@click.option(
    "--file",
    "files",
    multiple=True,
    type=click.Path(path_type=Path),
    help="Dump of GeoNames (.zip, .txt) or places of your own (.csv, .geojson); may be repeated.",
)
@click.option(
    "--alternate-names",
    type=click.Path(path_type=Path),
    help="Table of alternate names for a dump, or the folder that has one of the same file name.",
)
@click.option("--columns", type=click.Path(path_type=Path), help="TOML file: what the columns of yours mean.")
@click.option("--name", help="What the pack is called; by default by the file or the country.")
@click.option("--licence", help="Licence of a dump, where it is not GeoNames' CC BY 4.0.")
@click.option("--url", default="", help="Where a dump comes from, where it is not GeoNames.")
@click.option(
    "--mirror",
    default="",
    metavar="URL",
    help="Address of GeoNames' export, where it is not download.geonames.org; also EVENTGEO_GEONAMES_URL.",
)
@click.option(
    "--sha256", default="", help="Digest that the one dump which is fetched, or the one file, must have."
)
@click.option(
    "--store",
    type=click.Path(path_type=Path),
    help="Gazetteer file, in place of the one in the cache folder.",
)
@plain_errors
def add(
    what: tuple[str, ...],
    files: tuple[Path, ...],
    alternate_names: Path | None,
    columns: Path | None,
    name: str | None,
    licence: str | None,
    url: str,
    mirror: str,
    sha256: str,
    store: Path | None,
) -> None:
    """Add packs of places to the gazetteer: all of them, or where one is faulty none.

    `add geonames SY IQ` fetches countries of GeoNames with their alternate names; `add geonames all` all the
    world. `add --file SY.zip` reads what is on disk.

    A pack that is there already is replaced, or where nothing has changed left alone.
    """
    if bool(what) == bool(files):
        raise click.UsageError("give geonames and codes of countries (or all), or files with --file")
    if what:
        if what[0] != _GEONAMES or len(what) < 2:
            raise click.UsageError("give geonames and then codes of countries such as SY IQ UA, or all")
        if name or licence or alternate_names or columns:
            raise click.UsageError("--name, --licence, --alternate-names and --columns go with --file")
        _add_countries(what[1:], mirror, sha256, store)
        return
    if len(files) > 1 and (name or sha256):
        raise click.UsageError("--name and --sha256 go with one file")
    _check_digest(files[0], sha256)
    _put([_source(file, alternate_names, columns, name, licence, url) for file in files], store)


def _add_countries(codes: Sequence[str], mirror: str, sha256: str, store: Path | None) -> None:
    from eventgeo.gazetteer.geonames_export import fetch_parts, forget_parts, parts

    wanted = parts(codes)
    if sha256 and len(wanted) > 1:
        raise click.UsageError("--sha256 goes with one country")
    sources = list(fetch_parts(wanted, mirror=mirror, sha256=sha256, report=_bars))
    _put(sources, store)
    forget_parts(wanted)


def _source(
    file: Path,
    alternate_names: Path | None,
    columns: Path | None,
    name: str | None,
    licence: str | None,
    url: str,
) -> Source:
    from eventgeo.gazetteer.sources.geonames_dump import LICENCE, URL, geonames_source
    from eventgeo.gazetteer.sources.user_file import user_source

    if file.suffix.lower() not in _DUMPS:
        if alternate_names or licence or url:
            raise click.UsageError(
                "--alternate-names, --licence and --url go with dumps; a TOML file says them of other places"
            )
        return user_source(file, columns, name=name)
    if columns:
        raise click.UsageError("--columns goes with .csv and .geojson; the columns of dumps are GeoNames'")
    names = alternate_names
    if names is not None and names.is_dir():
        names = names / file.name
    return geonames_source(file, names, name=name, licence=licence or LICENCE, url=url or URL)


def _put(sources: Sequence[Source], store: Path | None) -> None:
    """Add sources to the store, and say of each what became of it."""
    from eventgeo.gazetteer.packs import add_packs, find_source, list_packs

    before = {pack.name: pack.version for pack in list_packs(store)}
    add_packs(sources, path=store)
    for source in sources:
        pack = find_source(source.name, path=store)
        said = "is there already, unchanged" if before.get(pack.name) == pack.version else "added"
        if said == "added" and pack.name in before:
            said = "replaced"
        rows = f"{count(pack.places, 'place')}, {count(pack.names, 'name')}"
        click.echo(f"{pack.name} {said}: {rows}; licence {pack.licence}")


def _check_digest(file: Path, sha256: str) -> None:
    from eventgeo.errors import ResourceHashError
    from eventgeo.gazetteer.archives import sha256_of

    if sha256 and file.is_file() and (found := sha256_of(file)) != sha256.lower():
        raise ResourceHashError(
            f"{file} has SHA-256 {found} instead of {sha256.lower()}; fetch it again",
            path=str(file),
            expected=sha256.lower(),
            found=found,
        )


def _bars(url: str) -> Report:
    """Return what shows the progress of a download as a bar on stderr, where that is a terminal."""
    from tqdm import tqdm

    bar = tqdm(
        desc=url.rpartition("/")[2], unit="B", unit_scale=True, leave=False, file=sys.stderr,
        disable=not sys.stderr.isatty(),
    )  # fmt: skip

    def show(have: int, total: int | None) -> None:
        bar.total = total
        bar.update(have - bar.n)
        if total is not None and have >= total:
            bar.close()

    return show
