"""Models of the Hugging Face hub: found in the local cache, else fetched, else refused in seconds."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import Request, urlopen

from eventgeo.errors import ConfigurationError, ModelNotFoundError
from eventgeo.tagging.flair_quiet import quiet_flair

TIMEOUT_S = 6.0
_NAME = re.compile(r"[\w.-]+/[\w.-]+")


def is_hub_name(name: str) -> bool:
    """Tell whether `name` has the form of a model's name on the hub.

    Examples
    --------
    >>> is_hub_name("flair/ner-french"), is_hub_name("/models/mine"), is_hub_name("a/b/c")
    (True, False, False)
    """
    return _NAME.fullmatch(name) is not None and not name.startswith(".")


def hub_file(name: str, file: str) -> Path:
    """Return the local copy of one file of a hub model.

    Raises
    ------
    ModelNotFoundError
        Where the hub cannot be reached, or does not have (or does not give) it.
    """

    def get(local: bool) -> str:
        from huggingface_hub import hf_hub_download

        return str(hf_hub_download(name, file, local_files_only=local, etag_timeout=TIMEOUT_S))

    return _fetched(name, get)


def hub_folder(name: str, patterns: Sequence[str]) -> Path:
    """Return the folder of the local copies of those of a hub model's files whose names fit `patterns`.

    Raises
    ------
    ModelNotFoundError
        As :func:`hub_file`.
    """

    def get(local: bool) -> str:
        from huggingface_hub import snapshot_download

        return str(
            snapshot_download(
                name,
                allow_patterns=list(patterns),
                ignore_patterns=["*/*"],
                local_files_only=local,
                etag_timeout=TIMEOUT_S,
            )
        )

    return _fetched(name, get)


def _fetched(name: str, get: Callable[[bool], str]) -> Path:
    """Return what `get` gives from the cache, or else from the hub.

    One short request asks whether the hub can be reached at all: the hub's own client would try five times
    with growing pauses.
    """
    with quiet_flair():
        from huggingface_hub import constants
    problem: Exception | None = None
    try:
        return Path(get(True))
    except Exception as error:  # not in the cache; the class of the error varies with the client's version
        problem = error
    try:
        if not constants.HF_HUB_OFFLINE:
            _reach(constants.ENDPOINT)
            with quiet_flair():
                return Path(get(False))
    except ConfigurationError:
        raise
    except Exception as error:  # offline, refused, timed out, no such model: all mean "not to be had"
        problem = error
    raise ModelNotFoundError(
        f"{name} is neither a local path nor to be had from the Hugging Face hub "
        f"({type(problem).__name__}). Check the name and the network, or give a local copy.",
        path=name,
    ) from problem


def _reach(endpoint: str) -> None:
    """Raise OSError where `endpoint` gives no answer in time; any answer will do."""
    if not endpoint.startswith(("https://", "http://")):
        raise ConfigurationError(f"HF_ENDPOINT is {endpoint!r}; it must start with https://")
    try:
        urlopen(Request(endpoint, method="HEAD"), timeout=TIMEOUT_S).close()  # noqa: S310
    except HTTPError:
        return
