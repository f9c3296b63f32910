"""``eventgeo resolve``: the places that names may mean."""

from __future__ import annotations

import sys

import click

from eventgeo.cli.shared import plain_errors


@click.command()
@click.argument("name")
@click.option("--country", help="Only places in this country (ISO 3166-1 alpha-2 code).")
@click.option("--limit", default=5, show_default=True, type=click.IntRange(min=1), help="Candidates to show.")
@plain_errors
def resolve(name: str, country: str | None, limit: int) -> None:
    """Show the places that NAME may mean, best first, with the reasons."""
    from eventgeo.gazetteer import open_gazetteer
    from eventgeo.resolution import reason_against, resolve_name

    resolution = resolve_name(name, open_gazetteer(), country=country)
    if resolution.chosen is None:
        click.echo(f"{name}: unresolved: {resolution.reason}")
        sys.exit(1)
    for rank, candidate in enumerate((resolution.chosen, *resolution.alternatives)[:limit], start=1):
        place = candidate.place
        where = ", ".join(part for part in (place.admin1_name, place.country) if part)
        click.echo(
            f"{rank}. {place.name} ({where}) {place.kind} {place.latitude:.4f}, {place.longitude:.4f} "
            f"population {place.population} [{place.place_id}]"
        )
        reason = resolution.reason if rank == 1 else reason_against(candidate, resolution.chosen)
        click.echo(f"   {reason}")
