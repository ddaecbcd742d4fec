"""A back office that misbehaves by a script: answers late, breaks off, refuses, and does each write once.

It speaks HTTP over real sockets, as breaking off cannot be had otherwise.
"""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

_STOP_SECONDS = 15


@dataclass(frozen=True)
class Heard:
    method: str
    path: str
    headers: dict[str, str]
    body: bytes


@dataclass
class MisbehavingBackoffice:
    """Each request follows the next manner of the script, and the last one from then on.

    `done` holds the keys of the writes that were done, `says` what they and all reads are answered with.
    """

    script: list[Callable[["_Conversation"], None]]
    says: str = "{}"
    heard: list[Heard] = field(default_factory=list)
    done: list[str] = field(default_factory=list)
    released: threading.Event = field(default_factory=threading.Event)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def next_manner(self, heard: Heard) -> Callable[["_Conversation"], None]:
        with self._lock:
            self.heard.append(heard)
            return self.script.pop(0) if len(self.script) > 1 else self.script[0]

    def do(self, key: str | None) -> None:
        """The work of a write, once for each key."""
        with self._lock:
            if key is not None and key not in self.done:
                self.done.append(key)


class _Conversation(BaseHTTPRequestHandler):
    server: "_Server"

    def _any(self) -> None:
        length = int(self.headers.get("Content-Length", 0))
        heard = Heard(self.command, self.path, dict(self.headers.items()), self.rfile.read(length))
        self.server.office.next_manner(heard)(self)

    do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = _any  # noqa: N815 - the names http.server calls

    def answer(self, status: int, text: str, *, of: int | None = None) -> None:
        """`of` announces more bytes than are sent."""
        body = text.encode()
        self.send_response(status)
        self.send_header("Content-Length", str(len(body) if of is None else of))
        self.end_headers()
        self.wfile.write(body)
        self.close_connection = True

    def log_message(self, *_: object) -> None:
        """Nothing on standard error."""


class _Server(ThreadingHTTPServer):
    office: MisbehavingBackoffice


def well(conversation: _Conversation) -> None:
    office = conversation.server.office
    office.do(conversation.headers.get("Idempotency-Key"))
    conversation.answer(HTTPStatus.OK, office.says)


def silent(conversation: _Conversation) -> None:
    """Takes the request, and says nothing until the test is over."""
    conversation.server.office.released.wait(_STOP_SECONDS)
    conversation.close_connection = True


def done_and_broken_off(conversation: _Conversation) -> None:
    """Does the work, and closes without a word."""
    conversation.server.office.do(conversation.headers.get("Idempotency-Key"))
    conversation.close_connection = True


def done_and_stuck(conversation: _Conversation) -> None:
    """Does the work, begins to answer, and stops in the middle."""
    conversation.server.office.do(conversation.headers.get("Idempotency-Key"))
    conversation.answer(HTTPStatus.OK, "{", of=1000)
    silent(conversation)


def saying(status: int, text: str) -> Callable[[_Conversation], None]:
    return lambda conversation: conversation.answer(status, text)


@contextmanager
def serving(office: MisbehavingBackoffice) -> Iterator[str]:
    """The address at which it answers."""
    with _Server(("127.0.0.1", 0), _Conversation) as server:
        server.office = office
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            office.released.set()
            server.shutdown()
            thread.join(_STOP_SECONDS)
