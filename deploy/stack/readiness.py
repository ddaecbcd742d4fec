"""Asks a process whether it can do its work."""

import asyncio
from dataclasses import dataclass

PROBE_SECONDS = 5.0
LONGEST_ANSWER_BYTES = 20_000


@dataclass(frozen=True)
class Probe:
    """`answer` is the body, to be shown when a process does not become ready."""

    ready: bool
    answer: str


async def probe(host: str, port: int, path: str) -> Probe:
    try:
        async with asyncio.timeout(PROBE_SECONDS):
            return await _get(host, port, path)
    except (OSError, TimeoutError) as error:
        return Probe(ready=False, answer=str(error) or type(error).__name__)


async def _get(host: str, port: int, path: str) -> Probe:
    reader, writer = await asyncio.open_connection(host, port)
    try:
        writer.write(
            f"GET {path} HTTP/1.1\r\nHost: {host}:{port}\r\nAccept: */*\r\nConnection: close\r\n\r\n".encode()
        )
        await writer.drain()
        received = b""
        while len(received) < LONGEST_ANSWER_BYTES and (chunk := await reader.read(4096)):
            received += chunk
    finally:
        writer.close()
    head, _, body = received.partition(b"\r\n\r\n")
    status = head.split(b" ", 2)[1:2]
    return Probe(ready=status == [b"200"], answer=body.decode("utf-8", errors="replace").strip()[:300])
