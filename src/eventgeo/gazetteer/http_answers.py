"""What a web server answers when asked for a file or the rest of one, told in the words a download needs."""

from __future__ import annotations

import contextlib
import email.utils
import http.client
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email.message import Message
from typing import IO

from eventgeo import __version__
from eventgeo.errors import ConfigurationError, GazetteerServiceError

_BLOCK_BYTES = 64 * 2**10
_WORTH_ANOTHER_TRY = frozenset((408, 425, 429, 500, 502, 503, 504))
_RANGE_PAST_THE_END = 416
_PARTIAL = 206


class BrokenOffError(Exception):
    """A connection that ended too early, or a server that is busy: worth another try.

    ``wait_s`` is how long the server asks to be left alone.
    """

    def __init__(self, message: str, *, wait_s: float = 0.0) -> None:
        super().__init__(message)
        self.wait_s = wait_s


class PastTheEndError(Exception):
    """The part that is there is already as long as the file, or longer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """The rest of a file: from byte ``start`` on, of ``total`` bytes (None: untold), of this ``edition``."""

    start: int
    total: int | None
    edition: str
    body: IO[bytes]

    def blocks(self) -> Iterator[bytes]:
        """Yield what comes.

        Raises
        ------
        BrokenOffError
            The connection ended before the file did.
        """
        have = self.start
        try:
            while block := self.body.read(_BLOCK_BYTES):
                have += len(block)
                yield block
        except (http.client.HTTPException, OSError) as error:
            raise BrokenOffError(str(error)) from error
        if self.total is not None and have < self.total:
            raise BrokenOffError(f"the connection ended after {have:,} of {self.total:,} bytes")


@contextlib.contextmanager
def asked(url: str, *, have: int, edition: str, timeout_s: float) -> Iterator[Answer]:
    """Ask for a file from byte `have` on, if the server still has that `edition` of it; else for all of it.

    Raises
    ------
    BrokenOffError, PastTheEndError, GazetteerServiceError
    """
    headers = {"User-Agent": f"eventgeo/{__version__}", "Accept-Encoding": "identity"}
    if have:
        headers |= {"Range": f"bytes={have}-", "If-Range": edition}
    request = urllib.request.Request(url, headers=headers)  # noqa: S310 - fetch() has checked the scheme
    try:
        answer = urllib.request.build_opener(_Redirects).open(request, timeout=timeout_s)
    except urllib.error.HTTPError as error:
        with error:
            raise _refusal(url, error) from error
    except GazetteerServiceError:
        raise
    except (http.client.HTTPException, OSError) as error:
        raise BrokenOffError(str(getattr(error, "reason", "") or error)) from error
    with answer:
        start = _start(answer.headers, answer.status, have)
        told = answer.headers.get("Content-Length", "")
        total = start + int(told) if told.isdigit() else None
        yield Answer(start=start, total=total, edition=_edition(answer.headers), body=answer)


def check_web_address(url: str) -> None:
    """Refuse what is no address on the web.

    Examples
    --------
    >>> check_web_address("file:///etc/passwd")
    Traceback (most recent call last):
    ...
    eventgeo.errors.ConfigurationError: 'file:///etc/passwd' is no address on the web: https://…
    """
    parts = urllib.parse.urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ConfigurationError(f"{url!r} is no address on the web: https://…")


class _Redirects(urllib.request.HTTPRedirectHandler):
    """Follows redirections on the web, but never away from it, and never from https to http."""

    def redirect_request(
        self,
        req: urllib.request.Request,
        fp: IO[bytes],
        code: int,
        msg: str,
        headers: http.client.HTTPMessage,
        newurl: str,
    ) -> urllib.request.Request | None:
        check_web_address(newurl)
        if req.type == "https" and not newurl.startswith("https://"):
            raise GazetteerServiceError(
                f"{req.full_url} leads to {newurl}, which is not secure; not followed"
            )
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def _start(headers: Message, status: int, have: int) -> int:
    """Return from which byte on an answer continues the file."""
    if status != _PARTIAL:
        return 0
    told = headers.get("Content-Range", "")
    if not told.startswith(f"bytes {have}-"):
        raise GazetteerServiceError(f"asked for the file from byte {have} on, the server sent {told!r}")
    return have


def _edition(headers: Message) -> str:
    """Return what tells one edition of the file from the next, as ``If-Range`` takes it."""
    etag = headers.get("ETag", "")
    return etag if etag and not etag.startswith("W/") else headers.get("Last-Modified", "")


def _refusal(url: str, error: urllib.error.HTTPError) -> Exception:
    """Return what to raise for an answer with an error code."""
    said = f"the server answers {error.code} {error.reason}"
    if error.code == _RANGE_PAST_THE_END:
        return PastTheEndError(said)
    if error.code in _WORTH_ANOTHER_TRY:
        return BrokenOffError(said, wait_s=_asked_to_wait_s(error.headers))
    hint = "is the address right?" if error.code in (404, 410) else "try later, or name a mirror"
    return GazetteerServiceError(f"{url}: {said}; {hint}")


def _asked_to_wait_s(headers: Message) -> float:
    """Return how many seconds ``Retry-After`` asks for; it is a number or a date."""
    told = headers.get("Retry-After", "").strip()
    if told.isdigit():
        return float(told)
    with contextlib.suppress(ValueError, TypeError):
        until = email.utils.parsedate_to_datetime(told)
        return max(0.0, (until - datetime.now(UTC)).total_seconds())
    return 0.0
