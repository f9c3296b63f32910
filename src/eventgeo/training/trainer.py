"""Training of the reader with Flair's trainer."""

from __future__ import annotations

import random
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

import flair
from flair.data import Corpus
from flair.datasets import FlairDatapointDataset
from flair.samplers import FlairSampler
from flair.trainers import ModelTrainer

from eventgeo.tagging.reader.examples import LabelledWindow
from eventgeo.tagging.reader.network import ReaderNetwork, flair_sentence
from eventgeo.training.recipe import Recipe


class _BySize(FlairSampler):
    """Windows in random batches of like length, so that little padding is read; the same for a seed."""

    _BATCHES = 16

    def __init__(self, lengths: Sequence[int], batch_size: int, seed: int) -> None:
        self._lengths = lengths
        self._batch_size = batch_size
        self._random = random.Random(seed)  # noqa: S311 - an order, not a secret
        self.num_samples = len(lengths)

    def set_dataset(self, data_source: object) -> None:
        """Nothing to do: the lengths are known."""

    def __len__(self) -> int:
        return self.num_samples

    def __iter__(self) -> Iterator[int]:
        order = list(range(len(self._lengths)))
        self._random.shuffle(order)
        size, pool = self._batch_size, self._batch_size * self._BATCHES
        batches: list[list[int]] = []
        for start in range(0, len(order), pool):
            part = sorted(order[start : start + pool], key=self._lengths.__getitem__)
            batches.extend(part[at : at + size] for at in range(0, len(part), size))
        full = [batch for batch in batches if len(batch) == size]
        self._random.shuffle(full)
        rest = [at for batch in batches if len(batch) < size for at in batch]
        return iter([at for batch in full for at in batch] + rest)


def train_reader(
    windows: Sequence[LabelledWindow], encoder: str | Path, recipe: Recipe | None = None
) -> ReaderNetwork:
    """Train a reader.

    Parameters
    ----------
    windows : sequence of LabelledWindow
    encoder : str or Path
        Folder or hub name of a Hugging Face encoder.
    recipe : Recipe, optional

    Returns
    -------
    ReaderNetwork
        In evaluation mode, on the device that Flair chose.
    """
    recipe = recipe or Recipe()
    flair.set_seed(recipe.seed)
    network = ReaderNetwork(encoder, frozen_layers=recipe.frozen_layers, dropout=recipe.dropout)
    network.to(flair.device)
    sentences = [flair_sentence(labelled.window, labelled) for labelled in windows]
    corpus = Corpus(train=FlairDatapointDataset(sentences), sample_missing_splits=False)
    lengths = [len(labelled.window.words) for labelled in windows]
    with tempfile.TemporaryDirectory() as folder:
        ModelTrainer(network, corpus).fine_tune(
            folder,
            learning_rate=recipe.encoder_rate,
            decoder_learning_rate=recipe.head_rate,
            mini_batch_size=recipe.batch_size,
            max_epochs=recipe.epochs,
            train_with_dev=True,
            use_final_model_for_eval=True,
            save_final_model=False,
            sampler=_BySize(lengths, recipe.batch_size, recipe.seed),
            shuffle=False,
            use_amp=recipe.bf16,
            attach_default_scheduler=True,
            embeddings_storage_mode="none",
        )
    network.eval()
    return network
