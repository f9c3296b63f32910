"""The error tree: every error of the library's own, in one place.

Each leaf also inherits the builtin that a caller would catch anyway, carries its data as attributes, and
says in its message what was wrong, what would be right, and what to do next.
"""

from __future__ import annotations

from pathlib import Path


class EventGeoError(Exception):
    """Root of every error that eventgeo raises on purpose."""


class ConfigurationError(EventGeoError, ValueError):
    """An option, or a combination of options, that cannot work."""


class DocumentError(EventGeoError, ValueError):
    """An input that cannot become a document.

    Attributes
    ----------
    source : str
        File or object the input came from.
    line : int or None
        Line of that file, counted from 1, where there is one.
    """

    def __init__(self, message: str, *, source: str = "", line: int | None = None) -> None:
        where = f"{source}, line {line}: " if line is not None else f"{source}: " if source else ""
        super().__init__(where + message)
        self.source = source
        self.line = line


class TaggerError(EventGeoError):
    """A tagger that could not do its work."""


class ModelNotFoundError(TaggerError, FileNotFoundError):
    """A model, or the library that runs it, that is not where it was looked for."""

    def __init__(self, message: str, *, path: str = "") -> None:
        super().__init__(message)
        self.path = path

    def __str__(self) -> str:
        return str(self.args[0])


class GazetteerError(EventGeoError):
    """A gazetteer that cannot be built, opened or asked."""


class GazetteerFormatError(GazetteerError, ValueError):
    """A gazetteer source file that does not have the expected form.

    Attributes
    ----------
    path : str
    line, column : int or None
        Place in the file, counted from 1.
    """

    def __init__(
        self, message: str, *, path: str | Path = "", line: int | None = None, column: int | None = None
    ) -> None:
        where = ":".join(str(part) for part in (path, line, column) if part not in ("", None))
        super().__init__(f"{where}: {message}" if where else message)
        self.path = str(path)
        self.line = line
        self.column = column


class GazetteerServiceError(GazetteerError, OSError):
    """An online geocoder that did not answer as it should; wraps geopy's error."""

    def __str__(self) -> str:
        return str(self.args[0]) if self.args else ""


class ResourceError(EventGeoError):
    """A data file of the package that is missing or damaged."""


class ResourceHashError(ResourceError):
    """A data file whose contents are not those it should have."""

    def __init__(self, message: str, *, path: str = "", expected: str = "", found: str = "") -> None:
        super().__init__(message)
        self.path = path
        self.expected = expected
        self.found = found


class TableSchemaError(EventGeoError, ValueError):
    """A table that lacks a column or holds one of the wrong kind."""


class DocumentWarning(UserWarning):
    """An input that was left out, or read with a loss, while the others went on."""


class GazetteerServiceWarning(UserWarning):
    """An online geocoder, or the file of its answers, that could not be used; the work went on without it."""
