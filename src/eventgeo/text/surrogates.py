"""Code points that no file can hold."""

from __future__ import annotations

import re

_SURROGATES = re.compile("[\ud800-\udfff]")


def without_surrogates(text: str) -> str:
    r"""Return `text` with lone surrogates, which UTF-8 has no bytes for, as U+FFFD; offsets stay.

    They come from broken escapes in JSON and from file names.

    Examples
    --------
    >>> without_surrogates("a\ud800b")
    'a�b'
    """
    return _SURROGATES.sub("\ufffd", text)
