"""``eventgeo extract``: events from files, written as tables."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click

import eventgeo
from eventgeo.cli.shared import count, plain_errors
from eventgeo.tagging.by_name import TAGGERS

INPUT_FORMATS = ("txt", "html", "csv", "jsonl", "json", "parquet")
FORMATS = ("csv", "jsonl", "geojson", "gpkg", "parquet")
GEOCODERS = ("nominatim", "photon", "geonames", "pelias")
LEFT_OUT = 3


def _formats(values: tuple[str, ...]) -> tuple[str, ...]:
    """Return the names in "csv,gpkg" and the like, checked."""
    names = tuple(name.strip() for value in values for name in value.split(",") if name.strip())
    for name in names:
        if name not in FORMATS:
            raise click.BadParameter(f"{name!r} is none of {', '.join(FORMATS)}")
    return names


@click.command()
@click.argument("inputs", metavar="INPUT...", nargs=-1, required=True)
@click.option("-o", "--output", required=True, type=click.Path(path_type=Path), help="Folder for the tables.")
@click.option("--date", help="Day (YYYY-MM-DD), month or year of publication of documents that bring none.")
@click.option("--lang", help="Language for documents that do not say; found from the text where left out.")
@click.option("--text-column", help="Column of a CSV, JSONL or Parquet file that holds the text.")
@click.option("--id-column", help="Column that holds the document's id.")
@click.option("--date-column", help="Column that holds the day of publication.")
@click.option("--title-column", help="Column that holds the title.")
@click.option("--encoding", help="Encoding of text files, where it is not UTF-8.")
@click.option(
    "--input-format",
    "format",
    type=click.Choice(INPUT_FORMATS),
    help="What the inputs are, where their names do not tell.",
)
@click.option(
    "--format",
    "formats",
    multiple=True,
    metavar="NAME[,NAME...]",
    callback=lambda _, __, values: _formats(values),
    help=f"Formats to write: {', '.join(FORMATS)}. By default csv.",
)
@click.option("--map", "with_map", is_flag=True, help="Also write map.html, a map that needs no network.")
@click.option(
    "--review",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE.html",
    help="Also write a page to check each text and its rows with; the path is as given, not inside -o.",
)
@click.option(
    "--tagger",
    type=click.Choice(tuple(TAGGERS)),
    default="combined",
    show_default=True,
    help="; ".join(f"{name}: {meaning}" for name, meaning in TAGGERS.items()) + ".",
)
@click.option(
    "--model",
    type=click.Path(path_type=Path),
    help="Folder of a reader of your own, as `eventgeo train` writes it.",
)
@click.option(
    "--actors",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Actors of your own beside the register's, as TOML or CSV (docs/actor_register.md).",
)
@click.option(
    "--corrections",
    type=click.Path(path_type=Path),
    metavar="FILE.csv",
    help="What you say of names (`eventgeo gazetteer correct`); by default your own file of them.",
)
@click.option(
    "--geocoder",
    type=click.Choice(GEOCODERS),
    help="Service to ask, over the network, for names that the gazetteer lacks. By default nobody is asked.",
)
@click.option("--geocoder-url", default="", help="Server of that service, where it is not the public one.")
@click.option("--user-agent", default="", help='Who asks it: "my-project/1.0 (me@example.org)".')
@click.option(
    "--geocoder-key",
    default="",
    envvar="EVENTGEO_GEOCODER_KEY",
    help="User name or key for it; better in the environment, as EVENTGEO_GEOCODER_KEY.",
)
@click.option(
    "--geocoder-delay", type=click.FloatRange(min=0), default=1.0, help="Seconds between questions."
)
@click.option("--geocoder-cache", type=click.Path(path_type=Path), help="File that keeps its answers.")
@click.option("--geocoder-offline", is_flag=True, help="Ask nobody: use only answers already kept.")
@click.option("--threads", type=click.IntRange(min=1), help="Threads of the model; by default all cores.")
@click.option("--progress/--no-progress", default=None, help="A bar on stderr; by default on a terminal.")
@plain_errors
def extract(
    inputs: tuple[str, ...],
    output: Path,
    formats: tuple[str, ...],
    with_map: bool,
    review: Path | None,
    tagger: str,
    model: Path | None,
    threads: int | None,
    actors: Path | None,
    corrections: Path | None,
    geocoder: str | None,
    geocoder_url: str,
    user_agent: str,
    geocoder_key: str,
    geocoder_delay: float,
    geocoder_cache: Path | None,
    geocoder_offline: bool,
    **options: Any,
) -> None:
    """Extract events from files or folders ("-" reads text from stdin) and write tables.

    INPUT is a .txt, .html, .csv, .jsonl or .parquet file, or a folder of these.

    Exit codes: 0 all went well; 1 an error stopped the work; 2 wrong usage; 3 done, but some inputs had
    problems, which stderr names.
    """
    from eventgeo.export import check_writable

    check_writable(output)  # before the work, not after it
    if review:
        check_writable(review.parent)
    paths = [Path(name) for name in inputs]
    # one input that cannot be read is an error; one of several is left out and named
    source = paths[0] if len(paths) == 1 else paths
    service = None
    if geocoder:
        from eventgeo.gazetteer import geocoder_by_name
        from eventgeo.gazetteer.answer_cache import AnswerCache

        service = geocoder_by_name(
            geocoder,
            user_agent=user_agent,
            url=geocoder_url,
            key=geocoder_key,
            cache=AnswerCache(geocoder_cache) if geocoder_cache else None,
            min_delay_s=geocoder_delay,
            offline=geocoder_offline,
        )
    pipeline = eventgeo.Pipeline(
        tagger=tagger, model=model, threads=threads, actors=actors, corrections=corrections, geocoder=service
    )
    tables = pipeline.extract(source, **{name: value for name, value in options.items() if value is not None})
    written = tables.write(output, (*(formats or ("csv",)), *(("html",) if with_map else ())))
    if review:
        written.append(eventgeo.write_review(tables, review))
    placed = int((~tables.events.geometry.is_empty).sum())
    found = count(len(tables.events), "event"), count(len(tables.places), "place mention")
    click.echo(f"{found[0]}, {placed} with a point; {found[1]}", err=True)
    if service:
        click.echo(service.summary(), err=True)
    for path in written:
        click.echo(path)
    if tables.problems:
        click.echo(f"{count(len(tables.problems), 'problem')}, named above; the rest was read", err=True)
        sys.exit(LEFT_OUT)
