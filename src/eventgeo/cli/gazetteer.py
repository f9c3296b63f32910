"""``eventgeo gazetteer``: what the gazetteer holds, and what is added to it or taken out."""

from __future__ import annotations

from pathlib import Path

import click

from eventgeo.cli.gazetteer_add import add
from eventgeo.cli.gazetteer_correct import correct
from eventgeo.cli.shared import count, plain_errors
from eventgeo.errors import GazetteerError

_store = click.option(
    "--store",
    type=click.Path(path_type=Path),
    help="Gazetteer file, in place of the one in the cache folder.",
)


def _known(store: Path | None) -> Path | None:
    """Return a store that was named where it is there: a slip in its name must not build another."""
    if store is not None and not store.is_file():
        raise GazetteerError(f"{store} does not exist; `gazetteer build` or `gazetteer add` make a store")
    return store


@click.group()
def gazetteer() -> None:
    """Show, build, extend and correct the gazetteer."""


@gazetteer.command()
@_store
@plain_errors
def info(store: Path | None) -> None:
    """Show what the gazetteer holds, from where, of which day, and under which licence."""
    from eventgeo.gazetteer import open_gazetteer
    from eventgeo.gazetteer.packs import list_sources

    opened = open_gazetteer(_known(store))
    click.echo(f"name: {opened.name}")
    click.echo(f"path: {opened.path}")
    click.echo(f"size: {opened.path.stat().st_size / 1e6:,.1f} MB")
    click.echo(f"built: {opened.info()['built']}")
    for source in list_sources(store):
        click.echo(f"{'source' if source.embedded else 'pack'} {source.name}: {source.title}")
        click.echo(
            f"  {source.places:,} places, {source.names:,} names; licence {source.licence} {source.url}"
        )
        click.echo(f"  edition {source.version}, added {source.added}")


@gazetteer.command()
@click.option("--force", is_flag=True, help="Build again, also where a good one is there.")
@_store
@plain_errors
def build(force: bool, store: Path | None) -> None:
    """Build the gazetteer, unless it is there; packs that were added stay."""
    from eventgeo.gazetteer import build_gazetteer

    click.echo(build_gazetteer(store, force=force))


@gazetteer.command()
@click.argument("names", metavar="PACK...", nargs=-1, required=True)
@_store
@plain_errors
def remove(names: tuple[str, ...], store: Path | None) -> None:
    """Take packs out of the gazetteer, as if they had never been added; `info` lists their names."""
    from eventgeo.gazetteer.packs import remove_packs

    remove_packs(names, path=_known(store))
    click.echo(f"removed {', '.join(names)}")


@gazetteer.command()
@click.option(
    "-o", "--output", required=True, type=click.Path(path_type=Path), help="File: .csv, .geojson, .jsonl."
)
@click.option("--source", "sources", multiple=True, metavar="NAME", help="Only this source; may be repeated.")
@_store
@plain_errors
def export(output: Path, sources: tuple[str, ...], store: Path | None) -> None:
    """Write the places of the gazetteer, or of some of its sources, to a file."""
    from eventgeo.gazetteer import build_gazetteer
    from eventgeo.gazetteer.packs import find_source, list_sources
    from eventgeo.gazetteer.places_export import export_places

    _known(store)
    chosen = [find_source(name, path=store) for name in sources] or list_sources(store)
    written = export_places(build_gazetteer(store), [source.name for source in chosen], output)
    licences = ", ".join(dict.fromkeys(source.licence for source in chosen))
    click.echo(f"{count(written, 'place')} ({licences})", err=True)
    click.echo(output)


gazetteer.add_command(add)
gazetteer.add_command(correct)
