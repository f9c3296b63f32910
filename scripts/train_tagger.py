"""Train the reader that ships with the package, or leave a fold out to measure it.

    scripts/train_tagger.py GOLD ... --encoder FOLDER -o FOLDER [--fold K/N] [--without SOURCE ...]

GOLD are gold documents (a JSONL file, or a folder of JSON files); the encoder is a folder or hub name of a
Hugging Face model. The same as ``eventgeo train``, with what cross-validation and ablations need besides.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from eventgeo.training.progress import Step
from eventgeo.training.train import Recipe, keep_documents, read_sources, train


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("gold", nargs="+", type=Path)
    parser.add_argument("--encoder", required=True)
    parser.add_argument("-o", "--output", required=True, type=Path)
    parser.add_argument("--name", default="eventgeo-reader")
    parser.add_argument("--fold", help="K/N: leave out every document of fold K of N, near-duplicates alike")
    parser.add_argument("--without", nargs="*", default=[], help="sources (by name) to leave out")
    parser.add_argument("--without-text", help="leave out documents whose text matches this expression")
    parser.add_argument("--limit", type=float, default=1.0, help="part of the documents to train on")
    parser.add_argument("--epochs", type=int, default=Recipe().epochs)
    parser.add_argument("--frozen-layers", type=int, default=Recipe().frozen_layers)
    parser.add_argument("--seed", type=int, default=Recipe().seed)
    parser.add_argument("--threads", type=int)
    options = parser.parse_args()
    sources = read_sources(options.gold)
    kept = keep_documents(
        sources,
        fold=options.fold,
        without=options.without,
        without_text=options.without_text,
        limit=options.limit,
    )
    recipe = Recipe(epochs=options.epochs, frozen_layers=options.frozen_layers, seed=options.seed)
    train(
        kept,
        options.encoder,
        options.output,
        name=options.name,
        recipe=recipe,
        threads=options.threads,
        on_step=_tell,
    )


def _tell(step: Step) -> None:
    if step.ends_epoch or step.batch % 50 == 0:
        print(step, flush=True)


if __name__ == "__main__":
    main()
