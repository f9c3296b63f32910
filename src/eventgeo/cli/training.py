"""``eventgeo train``: a reader from annotated documents."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NoReturn

import click
from tqdm import tqdm

from eventgeo.cli.shared import count, plain_errors
from eventgeo.training.progress import Step
from eventgeo.training.recipe import Recipe

_RECIPE = Recipe()
_BAR = "{desc}: {percentage:3.0f}%|{bar}| {elapsed}<{remaining}{postfix}"


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


@click.command()
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
@plain_errors
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
    click.echo(f"{count(len(documents), 'document')}, {count(events, 'event')}", err=True)
    with _shown(epochs) as on_step:
        train_reader(sources, encoder, output, name=name, recipe=recipe, threads=threads, on_step=on_step)
    click.echo(output)
