"""Bytes into text, or a clear word on why not."""

from __future__ import annotations

import codecs
import re

from eventgeo.errors import ConfigurationError, DocumentError

_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

_SIGNATURES = (
    (b"%PDF", "a PDF file: turn it into text first (pdftotext)"),
    (b"PK\x03\x04", "a ZIP file or an office document: save it as text first"),
    (b"\xd0\xcf\x11\xe0", "an old office document: save it as text first"),
    (b"{\\rtf", "an RTF document: save it as text first"),
    (b"\x1f\x8b", "compressed with gzip: unpack it first"),
    (b"BZh", "compressed with bzip2: unpack it first"),
    (b"\xfd7zXZ", "compressed with xz: unpack it first"),
    (b"PAR1", "a Parquet file: name it .parquet"),
    (b"SQLite format 3", "an SQLite database"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"\x7fELF", "a program"),
)

_PROBED_BYTES = 8_192
_CONTROLS = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_CONTROLS_TOLERATED = 0.05
"""Share of control bytes at the start of a file above which it is no text. A stray NUL is let through."""


def check_encoding(encoding: str) -> str:
    """Return `encoding` as Python calls it.

    Raises
    ------
    ConfigurationError
        Where there is no such text encoding.
    """
    try:
        info = codecs.lookup(encoding)
    except (LookupError, ValueError) as error:
        raise ConfigurationError(
            f"there is no encoding {encoding!r}: give one such as utf-8, cp1252, latin-1, utf-16"
        ) from error
    if not info._is_text_encoding:
        raise ConfigurationError(f"{encoding!r} is no encoding of text: give one such as utf-8 or cp1252")
    return info.name


def decode(data: bytes, encoding: str, *, source: str) -> str:
    r"""Return `data` as text; a byte order mark decides over `encoding` and is dropped, line ends are kept.

    Raises
    ------
    DocumentError
        For a file that is no text, or not in that encoding; it names the byte where this shows.

    Examples
    --------
    >>> decode("\ufeffété\r\n".encode(), "utf-8", source="a.txt")
    'été\r\n'
    >>> decode("été".encode("latin-1"), "utf-8", source="a.txt")
    Traceback (most recent call last):
    ...
    eventgeo.errors.DocumentError: a.txt: not utf-8: byte 0xE9 at position 0 (line 1); name the file's own
    encoding with --encoding (encoding=…), perhaps cp1252
    """
    for mark, marked in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            data, encoding = data[len(mark) :], marked
            skipped = len(mark)
            break
    else:
        skipped = 0
    refuse_binary(data, encoding, source=source)
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise _wrong_encoding(data, error, encoding, skipped, source) from error


def refuse_binary(data: bytes, encoding: str, *, source: str) -> None:
    """Raise :class:`DocumentError` where the start of `data` shows that it is no text."""
    for signature, what in _SIGNATURES:
        if data.startswith(signature):
            raise DocumentError(f"this is no text but {what}", source=source)
    if encoding.replace("_", "-").startswith(("utf-16", "utf-32")):
        return
    probe = data[:_PROBED_BYTES]
    controls = len(_CONTROLS.findall(probe))
    if controls > 1 and controls > _CONTROLS_TOLERATED * len(probe):
        raise DocumentError(
            f"this is a binary file, not text: {controls} of its first {len(probe)} bytes are control "
            "characters; if it is text in UTF-16, say so with --encoding utf-16 (encoding=…)",
            source=source,
        )


def _wrong_encoding(
    data: bytes, error: UnicodeDecodeError, encoding: str, skipped: int, source: str
) -> DocumentError:
    line = data.count(b"\n", 0, error.start) + 1
    what = f"byte 0x{data[error.start]:02X} at position {error.start + skipped} (line {line})"
    if skipped:
        return DocumentError(f"begins as {encoding} does, but is damaged: {what}", source=source)
    likely = "cp1252" if encoding == "utf-8" else "utf-8"
    try:
        data.decode(likely)
        hint = f", perhaps {likely}"
    except UnicodeDecodeError:
        hint = ""
    return DocumentError(
        f"not {encoding}: {what}; name the file's own encoding with --encoding (encoding=…){hint}",
        source=source,
    )
