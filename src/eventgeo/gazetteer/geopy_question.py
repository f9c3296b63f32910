"""One question to a geopy geocoder: what it takes, how long it may take, what it answers, how it fails.

With :mod:`eventgeo.gazetteer.geopy_adapter` the only module of the gazetteer that knows geopy.
"""

from __future__ import annotations

import inspect
import re
import threading
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from eventgeo.errors import ConfigurationError, GazetteerServiceError
from eventgeo.gazetteer.geocoder_answers import found_at

_URL = re.compile(r"(?:https?://|url: )\S+")
_FOREVER_S = float("inf")


class QuestionFailedError(GazetteerServiceError):
    """A question that was not answered.

    Attributes
    ----------
    only_this_question : bool
        The service works; it refuses this name.
    at_once : bool
        It is of no use to ask anything again soon.
    retry_after_s : float or None
        For how long the service wants to be left alone.
    """

    def __init__(
        self,
        message: str,
        *,
        only_this_question: bool = False,
        at_once: bool = False,
        retry_after_s: float | None = None,
    ) -> None:
        super().__init__(message)
        self.only_this_question = only_this_question
        self.at_once = at_once
        self.retry_after_s = retry_after_s


def put_question(
    geocoder: Any, query: str, *, most: int, language: str, timeout_s: float
) -> list[dict[str, Any]]:
    """Ask a geocoder for a name.

    Parameters
    ----------
    geocoder : object
        With ``geocode(query)``; what else of geopy's parameters it takes, it is given.
    query : str
    most : int
        Places wanted.
    language : str
    timeout_s : float
        Seconds until the question is given up, whatever the geocoder does.

    Returns
    -------
    list of dict
        See :func:`~eventgeo.gazetteer.geocoder_answers.found_at`; empty where it knows no such place.

    Raises
    ------
    QuestionFailedError
        Whatever went wrong.
    """
    wanted = {
        "exactly_one": False,
        "limit": most,
        "addressdetails": True,
        "namedetails": True,
        "extratags": True,
        "timeout": timeout_s,
        **({"language": language} if language else {}),
    }
    try:
        parameters = set(inspect.signature(geocoder.geocode).parameters)
    except (TypeError, ValueError):  # written in C, or no function at all
        parameters = set()
    options = {name: value for name, value in wanted.items() if name in parameters}
    try:
        answered = _within(timeout_s, lambda: geocoder.geocode(query, **options))
        listed = _listed(answered)
        found = [read for each in listed if (read := found_at(each)) is not None]
        if listed and not found:
            raise ValueError("it answered with places that have no point")
    except Exception as error:  # a service can fail in any way, and none may stop the work
        raise _failure(error, query) from error
    return found[:most]


def _within(seconds: float, work: Callable[[], Any]) -> Any:
    """Do something, but wait no longer than so many seconds: a service may send byte by byte for hours."""
    box: list[tuple[bool, Any]] = []

    def run() -> None:
        try:
            box.append((True, work()))
        except Exception as error:
            box.append((False, error))

    thread = threading.Thread(target=run, daemon=True, name="eventgeo-geocoder")
    thread.start()
    thread.join(seconds)
    if not box:
        raise TimeoutError(f"no answer within {seconds:g} s")
    done, value = box[0]
    if not done:
        raise value
    return value


def _listed(answered: Any) -> list[Any]:
    """Return an answer as a list of locations: some geocoders give one, or a pair of address and point."""
    if answered is None:
        return []
    if hasattr(answered, "latitude"):
        return [answered]
    if isinstance(answered, tuple) and len(answered) == 2 and isinstance(answered[0], str):
        answered = [answered]
    if isinstance(answered, str | bytes | Mapping) or not isinstance(answered, Iterable):
        raise TypeError(f"it answered with a {type(answered).__name__}, not with locations")
    return [each if hasattr(each, "latitude") else _location(each) for each in answered]


def _location(pair: Any) -> Any:
    from geopy.location import Location

    address, point = pair
    return Location(address, point, {})


def _failure(error: Exception, query: str) -> QuestionFailedError:
    """Return what a failure of a geocoder means for this question and the next ones."""
    from geopy import exc

    told = _URL.sub("…", " ".join(str(error).split()))[:200]  # a URL may hold a key
    match error:
        case exc.GeocoderQueryError():
            return QuestionFailedError(f"it refuses the name {query!r}: {told}", only_this_question=True)
        case exc.GeocoderRateLimited():
            return QuestionFailedError(
                f"too many questions: {told}", at_once=True, retry_after_s=error.retry_after
            )
        case exc.GeocoderQuotaExceeded():
            return QuestionFailedError(f"the quota is spent: {told}", at_once=True)
        case exc.GeocoderAuthenticationFailure() | exc.GeocoderInsufficientPrivileges():
            return QuestionFailedError(
                f"it refuses the key or user agent: {told}", at_once=True, retry_after_s=_FOREVER_S
            )
        case exc.GeocoderTimedOut() | TimeoutError():
            return QuestionFailedError(f"time-out: {told}")
        case exc.GeocoderParseError():
            return QuestionFailedError(f"no answer of its form: {told}")
        case exc.GeocoderServiceError() | OSError():
            return QuestionFailedError(f"not reached: {told}")
        case _:
            return QuestionFailedError(f"no answer of its form: {type(error).__name__}: {told}")


def open_geopy(name: str, options: Mapping[str, str]) -> Any:
    """Return a geocoder of geopy's by its name.

    It asks once: geopy's other adapter asks again by itself, and waits as long as a service tells it to.

    Raises
    ------
    ConfigurationError
        Geopy knows no such geocoder, or it does not take these options.
    """
    from geopy import exc
    from geopy.adapters import URLLibAdapter
    from geopy.geocoders import get_geocoder_for_service

    try:
        return get_geocoder_for_service(name)(**options, adapter_factory=URLLibAdapter)
    except (exc.GeocoderNotFound, exc.ConfigurationError, TypeError) as error:
        raise ConfigurationError(f"geopy's geocoder {name!r} cannot be set up: {error}") from error
