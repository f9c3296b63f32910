"""The command line ``eventgeo``: what the library does, for people who would rather not write Python.

Exit codes: 0 all well; 1 an error that stopped the work; 2 wrong usage; 3 done, but some inputs were left
out (named on stderr).
"""

from __future__ import annotations

import functools
import sys
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NoReturn

import click
from tqdm import tqdm

import eventgeo
from eventgeo.errors import EventGeoError
from eventgeo.tagging.by_name import TAGGERS
from eventgeo.training.progress import Step
from eventgeo.training.recipe import Recipe

INPUT_FORMATS = ("txt", "html", "csv", "jsonl", "json", "parquet")
FORMATS = ("csv", "jsonl", "geojson", "gpkg", "parquet")
LEFT_OUT = 3
_RECIPE = Recipe()
_BAR = "{desc}: {percentage:3.0f}%|{bar}| {elapsed}<{remaining}{postfix}"


def _plain_errors(command: Callable[..., Any]) -> Callable[..., Any]:
    """Turn errors into one line on stderr and exit code 1, unless ``--debug``."""

    @functools.wraps(command)
    def run(*args: Any, **options: Any) -> Any:
        debug = click.get_current_context().find_root().params.get("debug", False)
        try:
            return command(*args, **options)
        except EventGeoError as error:
            if debug:
                raise
            raise click.ClickException(str(error)) from error
        except KeyboardInterrupt:
            raise click.Abort from None
        except (click.ClickException, click.Abort, click.exceptions.Exit):
            raise
        except Exception as error:
            if debug:
                raise
            raise click.ClickException(
                f"unexpected {type(error).__name__}: {error}. This is a fault of eventgeo: "
                "please report it with what `eventgeo --debug …` prints."
            ) from error

    return run


def _formats(values: tuple[str, ...]) -> tuple[str, ...]:
    """Return the names in "csv,gpkg" and the like, checked."""
    names = tuple(name.strip() for value in values for name in value.split(",") if name.strip())
    for name in names:
        if name not in FORMATS:
            raise click.BadParameter(f"{name!r} is none of {', '.join(FORMATS)}")
    return names


def _count(number: int, what: str) -> str:
    return f"{number:,} {what}" if number == 1 else f"{number:,} {what}s"


def _recipe_option(flag: str, default: int, meaning: str) -> Callable[[Any], Any]:
    return click.option(flag, type=int, default=default, show_default=True, help=meaning)


@contextmanager
def _shown(epochs: int) -> Iterator[Callable[[Step], None]]:
    """Yield what shows how training goes: a bar on a terminal, a line an epoch elsewhere."""
    bar: tqdm[NoReturn] = tqdm(total=epochs, unit="epoch", desc="training", disable=None, bar_format=_BAR)

    def tell(step: Step) -> None:
        bar.set_postfix_str(f"loss {step.loss:.2f}", refresh=False)
        bar.update(step.epoch - 1 + step.batch / step.batches - bar.n)
        if bar.disable and step.ends_epoch:
            click.echo(f"epoch {step.epoch}/{step.epochs}: loss {step.loss:.2f}", err=True)

    with bar:
        yield tell


def _show_warning(message: Warning | str, category: type[Warning], *_: Any, **__: Any) -> None:
    if issubclass(category, UserWarning):
        click.echo(f"warning: {message}", err=True)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(eventgeo.__version__, prog_name="eventgeo")
@click.option("--debug", is_flag=True, help="Show tracebacks.")
def main(debug: bool) -> None:
    """News text in, mapped conflict events out."""
    warnings.simplefilter("always", UserWarning)
    warnings.showwarning = _show_warning


@main.command()
@click.argument("inputs", metavar="INPUT...", nargs=-1, required=True)
@click.option("-o", "--output", required=True, type=click.Path(path_type=Path), help="Folder for the tables.")
@click.option("--date", help="Day of publication (YYYY-MM-DD) for documents that bring none.")
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
@click.option("--threads", type=click.IntRange(min=1), help="Threads of the model; by default all cores.")
@click.option("--progress/--no-progress", default=None, help="A bar on stderr; by default on a terminal.")
@_plain_errors
def extract(
    inputs: tuple[str, ...],
    output: Path,
    formats: tuple[str, ...],
    with_map: bool,
    tagger: str,
    model: Path | None,
    threads: int | None,
    **options: Any,
) -> None:
    """Extract events from files or folders ("-" reads text from stdin) and write tables.

    INPUT is a .txt, .html, .csv, .jsonl or .parquet file, or a folder of these.

    Exit codes: 0 all went well; 1 an error stopped the work; 2 wrong usage; 3 done, but some inputs had
    problems, which stderr names.
    """
    from eventgeo.export import check_writable

    check_writable(output)  # before the work, not after it
    paths = [Path(name) for name in inputs]
    # one input that cannot be read is an error; one of several is left out and named
    source = paths[0] if len(paths) == 1 else paths
    pipeline = eventgeo.Pipeline(tagger=tagger, model=model, threads=threads)
    tables = pipeline.extract(source, **{name: value for name, value in options.items() if value is not None})
    written = tables.write(output, (*(formats or ("csv",)), *(("html",) if with_map else ())))
    placed = int((~tables.events.geometry.is_empty).sum())
    found = _count(len(tables.events), "event"), _count(len(tables.places), "place mention")
    click.echo(f"{found[0]}, {placed} with a point; {found[1]}", err=True)
    for path in written:
        click.echo(path)
    if tables.problems:
        click.echo(f"{_count(len(tables.problems), 'problem')}, named above; the rest was read", err=True)
        sys.exit(LEFT_OUT)


@main.command()
@click.argument("name")
@click.option("--country", help="Only places in this country (ISO 3166-1 alpha-2 code).")
@click.option("--limit", default=5, show_default=True, type=click.IntRange(min=1), help="Candidates to show.")
@_plain_errors
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


@main.group()
def gazetteer() -> None:
    """Show or build the embedded gazetteer."""


@gazetteer.command()
@_plain_errors
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
@_plain_errors
def build(force: bool) -> None:
    """Build the embedded gazetteer in the cache folder, unless it is there."""
    from eventgeo.gazetteer import build_gazetteer

    click.echo(build_gazetteer(force=force))


@main.command()
@click.argument("gold", metavar="GOLD...", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--encoder",
    required=True,
    help="Folder of a Hugging Face encoder, or its name on the hub, such as intfloat/multilingual-e5-small.",
)
@click.option("-o", "--output", required=True, type=click.Path(path_type=Path), help="Folder of the reader.")
@click.option("--name", default="reader", show_default=True, help="What tables call it, as provenance.")
@_recipe_option("--epochs", _RECIPE.epochs, "How often the documents are read.")
@_recipe_option("--batch-size", _RECIPE.batch_size, "Windows (some ten sentences each) a step.")
@_recipe_option("--seed", _RECIPE.seed, "The same seed gives the same reader.")
@_recipe_option("--frozen-layers", _RECIPE.frozen_layers, "Lower layers of the encoder left as they are.")
@click.option("--threads", type=click.IntRange(min=1), help="Threads of torch; by default all cores.")
@_plain_errors
def train(
    gold: tuple[Path, ...],
    encoder: str,
    output: Path,
    name: str,
    epochs: int,
    batch_size: int,
    seed: int,
    frozen_layers: int,
    threads: int | None,
) -> None:
    """Train a reader on annotated documents, for `eventgeo extract --model FOLDER`.

    GOLD is a JSON or JSONL file of annotated documents, or a folder of these; docs/training.md describes
    the format. Needs torch: pip install 'eventgeo[train]'.
    """
    from eventgeo.training.train import read_sources
    from eventgeo.training.train import train as train_reader

    recipe = Recipe(epochs=epochs, batch_size=batch_size, seed=seed, frozen_layers=frozen_layers)
    sources = read_sources(gold)
    documents = [document for source in sources for document in source.documents]
    events = sum(len(document.events) for document in documents)
    click.echo(f"{_count(len(documents), 'document')}, {_count(events, 'event')}", err=True)
    with _shown(epochs) as on_step:
        train_reader(sources, encoder, output, name=name, recipe=recipe, threads=threads, on_step=on_step)
    click.echo(output)


@main.command()
@_plain_errors
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


if __name__ == "__main__":
    main()
