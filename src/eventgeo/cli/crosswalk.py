"""``eventgeo crosswalk``: tables written before, in the shape of ACLED or UCDP."""

from __future__ import annotations

from pathlib import Path

import click

from eventgeo.cli.shared import count, plain_errors


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--to", "scheme", required=True, type=click.Choice(("acled", "ucdp")), help="Whose columns.")
@click.option(
    "-o", "--output", required=True, type=click.Path(path_type=Path), help="CSV file to write; made anew."
)
@click.option("--all", "all_modalities", is_flag=True, help="Also events denied, planned or supposed.")
@plain_errors
def crosswalk(folder: Path, scheme: str, output: Path, all_modalities: bool) -> None:
    """Write the events of FOLDER, as `eventgeo extract -o FOLDER` left them, as ACLED or UCDP GED would.

    Columns and codes that the text does not support stay empty; docs/crosswalks.md says what fills each.
    """
    from eventgeo.crosswalks import to_acled, to_ucdp
    from eventgeo.export import read_tables, write_csv

    tables = read_tables(folder)
    convert = to_acled if scheme == "acled" else to_ucdp
    frame = convert(tables, asserted_only=not all_modalities)
    write_csv(frame, output)
    click.echo(f"{count(len(frame), 'event')} of {len(tables.events)}", err=True)
    click.echo(output)
