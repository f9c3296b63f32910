"""How reading speaks of what it could not read as asked, without stopping."""

from __future__ import annotations

import warnings
from collections.abc import Callable

from eventgeo.errors import DocumentError, DocumentWarning

OnError = Callable[[DocumentError], None]
"""Called with each item that cannot become a document; reading goes on when it returns."""


def warn_of_error(error: DocumentError) -> None:
    """Turn `error` into a :class:`DocumentWarning`: what reading does with errors by default."""
    warnings.warn(str(error), DocumentWarning, stacklevel=2)


def warn(message: str) -> None:
    """Say that a document was read in another way than one might think."""
    warnings.warn(message, DocumentWarning, stacklevel=2)
