"""A server on the loopback that speaks Nominatim's JSON, and misbehaves as told."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

LICENCE = "Data © OpenStreetMap contributors, ODbL 1.0. http://osm.org/copyright"


def osm_place(name: str, latitude: float, longitude: float, country: str, **more: Any) -> dict[str, Any]:
    """Return a place as Nominatim writes it."""
    return {
        "place_id": 1,
        "licence": LICENCE,
        "osm_type": "node",
        "osm_id": abs(hash((name, latitude))) % 10**9,
        "boundingbox": [
            str(latitude - 0.02),
            str(latitude + 0.02),
            str(longitude - 0.02),
            str(longitude + 0.02),
        ],
        "lat": str(latitude),
        "lon": str(longitude),
        "display_name": f"{name}, {country.upper()}",
        "class": "place",
        "type": "village",
        "addresstype": "village",
        "place_rank": 19,
        "name": name,
        "address": {"village": name, "state": "Aleppo Governorate", "country_code": country},
        "namedetails": {"name": name},
        **more,
    }


ZAWBAA = osm_place(
    "Tall Zawbaa", 36.21, 37.19, "sy", namedetails={"name": "تل زوبعة", "name:en": "Tall Zawbaa"}
)


@dataclass
class Server:
    """What the server answers, and what it was asked."""

    url: str
    places: dict[str, list[dict[str, Any]]] = field(default_factory=lambda: {"Tall Zawbaa": [ZAWBAA]})
    mode: str = "good"
    asked: list[str] = field(default_factory=list)
    agents: list[str] = field(default_factory=list)
    moments: list[float] = field(default_factory=list)


def _body(server: Server, query: str) -> tuple[int, dict[str, str], bytes]:
    """Return status, headers and body."""
    match server.mode:
        case "good":
            return 200, {}, json.dumps(server.places.get(query, [])).encode()
        case "html":
            return 200, {"Content-Type": "text/html"}, b"<html><body>Bandwidth exceeded</body></html>"
        case "cut json":
            return 200, {}, json.dumps([ZAWBAA]).encode()[:40]
        case "number":
            return 200, {}, b"17"
        case "nulls":
            return 200, {}, b"[null, null]"
        case "no point":
            return 200, {}, json.dumps([{"display_name": "Tall Zawbaa"}]).encode()
        case "off the globe":
            return 200, {}, json.dumps([ZAWBAA | {"lat": "936.0"}]).encode()
        case "not utf-8":
            return 200, {}, b"\xff\xfe\x00["
        case "error":
            return 200, {}, b'{"error": "Internal"}'
        case "empty":
            return 200, {}, b""
        case "429 later":
            return 429, {"Retry-After": "120"}, b"{}"
        case status:
            return int(status), {}, b"sorry"


@contextmanager
def serving() -> Iterator[Server]:
    """Serve until the end of the block."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.0"

        def log_message(self, *_: Any) -> None:
            pass

        def do_GET(self) -> None:
            query = parse_qs(urlsplit(self.path).query).get("q", [""])[0]
            state.asked.append(query)
            state.agents.append(self.headers.get("User-Agent", ""))
            state.moments.append(time.monotonic())
            if state.mode == "hangs":
                stop.wait(5)
                return
            if state.mode == "drips":
                self.send_response(200)
                self.end_headers()
                for _ in range(50):
                    if stop.wait(0.1):
                        return
                    self.wfile.write(b" ")
                    self.wfile.flush()
                return
            if state.mode == "hangs up":
                self.connection.close()
                return
            status, headers, body = _body(state, query)
            self.send_response(status)
            self.send_header("Content-Length", str(len(body)))
            for name, value in ({"Content-Type": "application/json"} | headers).items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

    class Quiet(ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, *_: Any) -> None:
            pass

    stop = threading.Event()
    with Quiet(("127.0.0.1", 0), Handler) as server:
        state = Server(url=f"http://127.0.0.1:{server.server_port}")
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        yield state
        stop.set()
        server.shutdown()
