"""The virus scanner over its own protocol, and what becomes of files while it is ill."""

import socket
import socketserver
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from actions.backoffice.files.clamd import ClamdScan
from actions.backoffice.files.refusal import Reason, Refused
from tests.actions.backoffice.files.samples import EICAR


class _Talk(socketserver.StreamRequestHandler):
    server: "Scanner"

    def handle(self) -> None:
        if self.rfile.read(10) != b"zINSTREAM\0":
            return
        content = b""
        while size := struct.unpack("!L", self.rfile.read(4))[0]:
            content += self.rfile.read(size)
        self.server.heard.append(content)
        if self.server.says is None:
            self.server.released.wait(15)
            return
        found = EICAR in content
        self.wfile.write(b"stream: Eicar-Test FOUND\0" if found else self.server.says)


class Scanner(socketserver.ThreadingMixIn, socketserver.UnixStreamServer):
    daemon_threads = True

    def __init__(self, path: str, says: bytes | None) -> None:
        super().__init__(path, _Talk)
        self.says = says
        self.heard: list[bytes] = []
        self.released = threading.Event()


@contextmanager
def scanner(folder: Path, says: bytes | None = b"stream: OK\0") -> Iterator[tuple[str, Scanner]]:
    path = str(folder / "clamd")
    with Scanner(path, says) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield path, server
        finally:
            server.released.set()
            server.shutdown()
            thread.join(15)


def refused(scan: ClamdScan, content: bytes) -> Reason:
    with pytest.raises(Refused) as refusal:
        scan(content)
    return refusal.value.reason


def test_the_scanner_hears_the_whole_file(tmp_path: Path) -> None:
    content = bytes(range(256)) * 1000
    with scanner(tmp_path) as (path, server):
        ClamdScan(path, 10.0)(content)
    assert server.heard == [content]


def test_a_virus_is_refused(tmp_path: Path) -> None:
    with scanner(tmp_path) as (path, _):
        assert refused(ClamdScan(path, 10.0), EICAR) is Reason.VIRUS


@pytest.mark.parametrize("says", [b"INSTREAM size limit exceeded. ERROR\0", b"", b"nonsense\0"])
def test_whatever_is_not_clean_is_not_taken(tmp_path: Path, says: bytes) -> None:
    with scanner(tmp_path, says) as (path, _):
        assert refused(ClamdScan(path, 10.0), b"x") is Reason.NOT_CHECKED


def test_no_file_is_taken_while_the_scanner_is_silent(tmp_path: Path) -> None:
    with scanner(tmp_path, None) as (path, _):
        assert refused(ClamdScan(path, 0.2), b"x") is Reason.NOT_CHECKED


def test_no_file_is_taken_while_there_is_no_scanner(tmp_path: Path) -> None:
    assert refused(ClamdScan(str(tmp_path / "nobody"), 1.0), b"x") is Reason.NOT_CHECKED
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        assert refused(ClamdScan(f"127.0.0.1:{free.getsockname()[1]}", 1.0), b"x") is Reason.NOT_CHECKED
