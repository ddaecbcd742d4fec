"""A small real HTTP server that answers as the engine would."""

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass
class EngineStandIn:
    """`body` is sent as it is, after `delay_seconds`; what was received is kept."""

    body: bytes = b"[]"
    status: int = 200
    delay_seconds: float = 0.0
    received: list[dict[str, Any]] = field(default_factory=list)
    paths: list[str] = field(default_factory=list)
    address: str = ""

    def says(self, *replies: dict[str, Any]) -> None:
        self.body = json.dumps([{"recipient_id": "c1", "custom": reply} for reply in replies]).encode()


@contextmanager
def engine_standin() -> Iterator[EngineStandIn]:
    standin = EngineStandIn()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            length = int(self.headers["Content-Length"])
            standin.received.append(json.loads(self.rfile.read(length)))
            standin.paths.append(self.path)
            time.sleep(standin.delay_seconds)
            self.send_response(standin.status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(standin.body)))
            self.end_headers()
            self.wfile.write(standin.body)

        def log_message(self, *_: object) -> None:
            """Nothing: the test says what went wrong."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    standin.address = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield standin
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
