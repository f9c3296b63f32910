"""A web server on the loopback interface that serves files and misbehaves on demand."""

from __future__ import annotations

import hashlib
import re
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass
class Fault:
    """What the next answer does: refuse with a code, break off after some bytes, be silent, forget ranges."""

    code: int = 0
    headers: dict[str, str] = field(default_factory=dict)
    cut_after: int | None = None
    silent_s: float = 0.0
    without_ranges: bool = False
    pause_s: float = 0.0
    """Pause after each kilobyte."""


@dataclass
class FileServer:
    """Files by their path; faults for the next answers, in order; and what was asked for."""

    url: str = ""
    files: dict[str, bytes] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    asked: list[tuple[str, str]] = field(default_factory=list)
    """Path and range of each question."""
    sent_bytes: int = 0
    with_length: bool = True
    with_etag: bool = True


@contextmanager
def serving() -> Iterator[FileServer]:
    """Give a server that runs until the end of the block."""
    state = FileServer()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def log_message(self, *_: object) -> None:
            pass

        def do_GET(self) -> None:
            self.close_connection = True
            _answer(self, state)

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    state.url = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield state
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def _answer(request: BaseHTTPRequestHandler, state: FileServer) -> None:
    asked_range = request.headers.get("Range", "")
    state.asked.append((request.path, asked_range))
    fault = state.faults.pop(0) if state.faults else Fault()
    if fault.silent_s:
        time.sleep(fault.silent_s)
        return
    if fault.code:
        _head(request, fault.code, fault.headers | {"Content-Length": "0"})
        return
    content = state.files.get(request.path)
    if content is None:
        _head(request, 404, {"Content-Length": "0"})
        return
    etag = f'"{hashlib.sha256(content).hexdigest()[:16]}"'
    start = 0
    wanted = re.fullmatch(r"bytes=(\d+)-", asked_range)
    if wanted and not fault.without_ranges and request.headers.get("If-Range") == etag:
        start = int(wanted[1])
        if start >= len(content):
            _head(request, 416, {"Content-Range": f"bytes */{len(content)}", "Content-Length": "0"})
            return
    headers = {"ETag": etag} if state.with_etag else {}
    if state.with_length:
        headers["Content-Length"] = str(len(content) - start)
    if start:
        headers["Content-Range"] = f"bytes {start}-{len(content) - 1}/{len(content)}"
    _head(request, 206 if start else 200, headers | fault.headers)
    body = content[start:] if fault.cut_after is None else content[start:][: fault.cut_after]
    for at in range(0, len(body), 1024):
        state.sent_bytes += len(body[at : at + 1024])  # before the other side can have it all and look
        request.wfile.write(body[at : at + 1024])
        time.sleep(fault.pause_s)


def _head(request: BaseHTTPRequestHandler, code: int, headers: dict[str, str]) -> None:
    request.send_response(code)
    for name, value in headers.items():
        request.send_header(name, value)
    request.end_headers()
