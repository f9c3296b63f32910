"""``eventgeo doctor``: what is installed and what is missing."""

from __future__ import annotations

import sys

import click

from eventgeo.cli.shared import plain_errors


@click.command()
@plain_errors
def doctor() -> None:
    """Tell what is installed, where the cache is, what is missing and how to mend it."""
    from eventgeo.doctor import examine

    ill = False
    for finding in examine():
        mark = "ok  " if finding.well else "MEND" if finding.needed else "note"
        click.echo(f"{mark} {finding.subject}: {finding.state}")
        if not finding.well:
            click.echo(f"     {finding.mend}")
            ill = ill or finding.needed
    sys.exit(1 if ill else 0)
