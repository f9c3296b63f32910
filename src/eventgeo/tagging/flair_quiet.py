"""Flair kept quiet: importing it would set up logging for the whole process and write to stdout."""

from __future__ import annotations

import logging.config
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stdout
from io import StringIO


@contextmanager
def quiet_flair() -> Iterator[None]:
    """Keep what is imported or opened within from writing to stdout and from setting up logging."""
    configure = logging.config.dictConfig
    logging.config.dictConfig = lambda config: None
    try:
        with redirect_stdout(StringIO()):
            yield
    finally:
        logging.config.dictConfig = configure
