"""``eventgeo gazetteer``: what the gazetteer holds, and building it."""

from __future__ import annotations

import click

from eventgeo.cli.shared import plain_errors


@click.group()
def gazetteer() -> None:
    """Show or build the embedded gazetteer."""


@gazetteer.command()
@plain_errors
def info() -> None:
    """Show what the gazetteer holds, from where and under which licence."""
    from eventgeo.gazetteer import open_gazetteer

    facts = open_gazetteer().info()
    for key, value in facts.items():
        if key != "sources":
            click.echo(f"{key}: {value}")
    for source in facts["sources"]:
        click.echo(f"source {source['name']}: {source['title']}")
        click.echo(
            f"  {source['places']:,} places, {source['names']:,} names; "
            f"licence {source['licence']} {source['url']}"
        )


@gazetteer.command()
@click.option("--force", is_flag=True, help="Build again, also where a good one is there.")
@plain_errors
def build(force: bool) -> None:
    """Build the embedded gazetteer in the cache folder, unless it is there."""
    from eventgeo.gazetteer import build_gazetteer

    click.echo(build_gazetteer(force=force))
