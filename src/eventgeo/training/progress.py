"""How training tells how far it is, and where what its libraries say is written down."""

from __future__ import annotations

import logging
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A batch that is done: number ``batch`` of ``batches`` in ``epoch`` of ``epochs``, all counted from 1.

    ``loss`` is the mean of the epoch so far.
    """

    epoch: int
    epochs: int
    batch: int
    batches: int
    loss: float

    @property
    def ends_epoch(self) -> bool:
        """Whether it was the last of its epoch."""
        return self.batch == self.batches

    def __str__(self) -> str:
        return f"epoch {self.epoch}/{self.epochs}, batch {self.batch}/{self.batches}: loss {self.loss:.3f}"


OnStep: TypeAlias = Callable[[Step], None]
"""Called after each batch."""

_CHATTY = ("flair", "transformers")
"""Libraries that write to the terminal by handlers of their own."""


@contextmanager
def logged_to(path: Path) -> Iterator[None]:
    """Write to a file what libraries log or warn of meanwhile, instead of to the terminal."""
    root, chatty = logging.getLogger(), [logging.getLogger(name) for name in _CHATTY]
    kept = [(log, log.level, log.handlers[:], log.propagate) for log in (root, *chatty)]
    handler = logging.FileHandler(path, encoding="utf-8")
    handler.setFormatter(logging.Formatter("%(asctime)s %(message)s"))
    root.handlers = [handler]
    root.setLevel(logging.INFO)
    for log in chatty:
        log.handlers, log.propagate = [], True
        log.setLevel(logging.INFO if log.name == "flair" else logging.WARNING)
    try:
        with warnings.catch_warnings():
            logging.captureWarnings(True)
            yield
    finally:
        logging.captureWarnings(False)
        for log, level, handlers, propagate in kept:
            log.handlers, log.propagate = handlers, propagate
            log.setLevel(level)
        handler.close()
