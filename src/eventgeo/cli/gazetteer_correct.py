"""``eventgeo gazetteer correct``: what names mean in the user's documents, kept in a CSV file of his."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from eventgeo.cli.shared import plain_errors
from eventgeo.cli.store_option import open_store
from eventgeo.model import KINDS, Kind

if TYPE_CHECKING:
    from eventgeo.gazetteer.corrections import Corrections


def _point(_ctx: click.Context, _option: click.Parameter, value: str | None) -> tuple[float, float] | None:
    """Return latitude and longitude as they were written."""
    if value is None:
        return None
    try:
        latitude, longitude = (float(part) for part in value.split(","))
    except ValueError as error:
        raise click.BadParameter(f"{value!r} is no latitude and longitude, such as 34.23,37.24") from error
    if not (abs(latitude) <= 90 and abs(longitude) <= 180):
        raise click.BadParameter(f"{value!r}: latitude goes from -90 to 90, longitude from -180 to 180")
    return latitude, longitude


@click.command()
@click.argument("name", required=False)
@click.option(
    "--place", "place_id", metavar="ID", help="It is this place; `eventgeo resolve NAME` shows ids."
)
@click.option(
    "--at",
    "point",
    callback=_point,
    metavar="LAT,LON",
    help="It lies here: a place that the gazetteer lacks. Write --at=-4.3,15.3 south of the equator.",
)
@click.option("--never", is_flag=True, help="It is no place at all.")
@click.option("--not", "not_id", metavar="ID", help="It is not this place, whatever else.")
@click.option("--forget", is_flag=True, help="Take back what was said of it.")
@click.option("--kind", type=click.Choice(KINDS), help="With --at: what it is; by default populated.")
@click.option("--country", help="With --at: ISO 3166-1 alpha-2 code; by default that of the point.")
@click.option("--radius-km", type=click.FloatRange(min=0), help="With --at: its size; by default 1.")
@click.option("--note", default="", help="Why; shown with the reason.")
@click.option(
    "--corrections",
    "path",
    type=click.Path(path_type=Path),
    metavar="FILE.csv",
    help="File that keeps what you say; by default your own, which every run reads.",
)
@click.option("--store", type=click.Path(path_type=Path), help="Gazetteer file, in place of the usual one.")
@plain_errors
def correct(
    name: str | None,
    place_id: str | None,
    point: tuple[float, float] | None,
    never: bool,
    not_id: str | None,
    forget: bool,
    kind: Kind | None,
    country: str | None,
    radius_km: float | None,
    note: str,
    path: Path | None,
    store: Path | None,
) -> None:
    """Say what NAME means in your documents; later runs apply it, and name it as their reason.

    Without an option it shows what was said of NAME, without NAME all that was said. Case, accents, hyphens
    and articles in front of NAME make no difference.
    """
    from eventgeo.gazetteer import corrections_file, saying
    from eventgeo.gazetteer.corrections import Corrections

    told = {"--place": place_id, "--at": point, "--never": never, "--not": not_id, "--forget": forget}
    chosen = [option for option, given in told.items() if given]
    if len(chosen) > 1:
        raise click.UsageError(f"{' and '.join(chosen)} do not go together")
    if not point and (kind or country or radius_km is not None):
        raise click.UsageError("--kind, --country and --radius-km go with --at")
    file = path or corrections_file.corrections_path()
    is_new = not file.is_file() and (path is None or bool(chosen))
    said = Corrections() if is_new else corrections_file.load_corrections(file)
    if not chosen:
        _show(said, name)
        return
    if name is None or not name.strip():
        raise click.UsageError("give the NAME")
    if forget:
        after = said.without(name)
    elif never:
        after = said.with_row(saying.never(name, note))
    elif point:
        row = saying.at(name, *point, kind=kind, country=country, radius_km=radius_km, note=note)
        after = said.with_row(row)
    else:
        meant = saying.known(open_store(store), name, place_id or not_id or "")
        after = said.with_row(
            saying.place(name, meant, note) if place_id else saying.other(name, meant, note)
        )
    corrections_file.save_corrections(after, file)
    _show(after, name)
    click.echo(f"kept in {file}", err=True)


def _show(said: Corrections, name: str | None) -> None:
    """Print what is said of a name, or of all."""
    rows = said.rows if name is None else said.of(name)
    for row in rows:
        click.echo(f"{row.name}: {row.in_words()}")
    if not rows:
        click.echo("nothing is said" if name is None else f"{name}: nothing is said of it")
