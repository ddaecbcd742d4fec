"""A virus scanner: ClamAV's daemon, asked over its own protocol (`INSTREAM`).

Who has set one up wants every file scanned: while it does not answer, no file is taken.
"""

import socket
import struct
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from time import monotonic

from actions.backoffice.files.refusal import Reason, Refused
from chassis.logs import get_logger

_CHUNK_BYTES = 64_000
_MOST_REPLY_BYTES = 4096
_CLEAN = b"OK"
_FOUND = b"FOUND"

Scan = Callable[[bytes], None]


def no_scan(_: bytes) -> None:
    """Where no scanner is set up."""


@dataclass(frozen=True)
class ClamdScan:
    """`address` is `host:port` or the path of a socket; `seconds` is for one file altogether."""

    address: str
    seconds: float

    def __call__(self, content: bytes) -> None:
        """Raises: Refused: a virus was found; or there was no answer, or none that says it is clean."""
        try:
            reply = self._asked(content)
        except OSError as error:
            get_logger().error("scanner_unavailable", cause=type(error).__name__)
            raise Refused(Reason.NOT_CHECKED, "the scanner does not answer") from error
        words = reply.split()
        if words[-1:] == [_FOUND]:
            raise Refused(Reason.VIRUS, "the scanner found one")
        if words[-1:] != [_CLEAN]:
            get_logger().error("scanner_failed", said=reply[:200].decode("ascii", "replace"))
            raise Refused(Reason.NOT_CHECKED, "the scanner failed")

    def _asked(self, content: bytes) -> bytes:
        until = monotonic() + self.seconds
        with closing(self._connected()) as connection:
            connection.sendall(b"zINSTREAM\0")
            for start in range(0, len(content), _CHUNK_BYTES):
                chunk = content[start : start + _CHUNK_BYTES]
                connection.settimeout(_left(until))
                connection.sendall(struct.pack("!L", len(chunk)) + chunk)
            connection.sendall(struct.pack("!L", 0))
            return _read(connection, until)

    def _connected(self) -> socket.socket:
        if self.address.startswith("/"):
            connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
            connection.settimeout(self.seconds)
            try:
                connection.connect(self.address)
            except OSError:
                connection.close()
                raise
            return connection
        host, _, port = self.address.rpartition(":")
        return socket.create_connection((host, int(port)), timeout=self.seconds)


def _left(until: float) -> float:
    left = until - monotonic()
    if left <= 0:
        raise TimeoutError
    return left


def _read(connection: socket.socket, until: float) -> bytes:
    reply = b""
    while not reply.endswith(b"\0") and len(reply) < _MOST_REPLY_BYTES:
        connection.settimeout(_left(until))
        chunk = connection.recv(_MOST_REPLY_BYTES)
        if not chunk:
            break
        reply += chunk
    return reply.rstrip(b"\0")
