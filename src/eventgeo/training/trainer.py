"""Training of the reader with Flair's trainer."""

from __future__ import annotations

import random
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import flair
import torch
from flair.data import Corpus
from flair.datasets import FlairDatapointDataset
from flair.samplers import FlairSampler
from flair.trainers import ModelTrainer
from flair.trainers.plugins import TrainerPlugin
from transformers import AutoTokenizer

from eventgeo.errors import TaggerError
from eventgeo.tagging.reader.examples import LabelledWindow
from eventgeo.tagging.reader.network import ReaderNetwork, flair_sentence
from eventgeo.training.progress import OnStep, Step
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


class _Teller(TrainerPlugin):
    """Tells of each batch, and remembers whether the user broke off: Flair would go on as if at the end."""

    def __init__(self, epochs: int, on_step: OnStep | None) -> None:
        super().__init__()
        self.broken_off = False
        self._epochs = epochs
        self._on_step = on_step
        self._losses: list[float] = []

    @TrainerPlugin.hook
    def metric_recorded(self, record: Any) -> None:
        if tuple(record.name) == ("train", "batch_loss"):
            self._losses.append(float(record.value))

    @TrainerPlugin.hook
    def before_training_epoch(self, **_: Any) -> None:
        self._losses.clear()

    @TrainerPlugin.hook
    def after_training_batch(
        self, *, epoch: int, batch_no: int, total_number_of_batches: int, **_: Any
    ) -> None:
        if self._on_step is not None:
            self._on_step(
                Step(
                    epoch=epoch,
                    epochs=self._epochs,
                    batch=batch_no + 1,
                    batches=total_number_of_batches,
                    loss=sum(self._losses) / max(1, len(self._losses)),
                )
            )

    @TrainerPlugin.hook
    def training_interrupt(self, **_: Any) -> None:
        self.broken_off = True


def open_tokenizer(encoder: Path) -> Any:
    """Return the ``tokenizers.Tokenizer`` of an encoder.

    Raises
    ------
    TaggerError
        Where it has none, or none that can be opened.
    """
    open_any: Any = AutoTokenizer.from_pretrained
    try:
        return open_any(str(encoder)).backend_tokenizer
    except Exception as error:  # what is missing or wrong shows itself in errors of many kinds
        raise TaggerError(f"the encoder in {encoder} has no tokenizer that can be opened: {error}") from error


def train_reader(
    windows: Sequence[LabelledWindow],
    encoder: str | Path,
    recipe: Recipe | None = None,
    *,
    threads: int | None = None,
    on_step: OnStep | None = None,
) -> ReaderNetwork:
    """Train a reader.

    Parameters
    ----------
    windows : sequence of LabelledWindow
    encoder : str or Path
        Folder of a Hugging Face encoder.
    recipe : Recipe, optional
    threads : int, optional
        Threads of torch; by default as many as it finds cores.
    on_step : callable, optional
        Called after each batch.

    Returns
    -------
    ReaderNetwork
        In evaluation mode, on the device that Flair chose.
    """
    recipe = recipe or Recipe()
    if threads is not None:
        torch.set_num_threads(threads)
    flair.set_seed(recipe.seed)
    if recipe.bf16:
        torch.set_autocast_dtype(flair.device.type, torch.bfloat16)  # else a GPU would take the other half
    network = ReaderNetwork(encoder, frozen_layers=recipe.frozen_layers, dropout=recipe.dropout)
    network.to(flair.device)
    sentences = [flair_sentence(labelled.window, labelled) for labelled in windows]
    corpus = Corpus(train=FlairDatapointDataset(sentences), sample_missing_splits=False)
    lengths = [len(labelled.window.words) for labelled in windows]
    teller = _Teller(recipe.epochs, on_step)
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
            plugins=[teller],
        )
    if teller.broken_off:
        raise KeyboardInterrupt
    network.eval()
    return network
