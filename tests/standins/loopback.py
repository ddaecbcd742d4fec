"""Serves an application on a free loopback port from a thread, for tests that need real HTTP."""

import asyncio
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import uvicorn
from fastapi import FastAPI

_START_SECONDS = 15


def free_port() -> int:
    """A port for an application that has to know its own address beforehand."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
    return port


@contextmanager
def served(app: FastAPI, *, port: int = 0) -> Iterator[int]:
    """The port on which the application answers: any, unless one is given."""
    # Named TCP, or asyncio leaves Nagle's algorithm on and every answer waits 40 ms.
    with socket.socket(proto=socket.IPPROTO_TCP) as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(("127.0.0.1", port))
        port = listener.getsockname()[1]
        config = uvicorn.Config(app, log_level="warning", ws="none", timeout_graceful_shutdown=1)
        server = uvicorn.Server(config)
        up = threading.Event()

        async def run() -> None:
            task = asyncio.create_task(server.serve(sockets=[listener]))
            while not server.started and not task.done():  # noqa: ASYNC110 — uvicorn has no event for it
                await asyncio.sleep(0.01)
            up.set()
            await task

        thread = threading.Thread(target=lambda: asyncio.run(run()))
        thread.start()
        try:
            assert up.wait(_START_SECONDS)
            assert server.started
            yield port
        finally:
            server.should_exit = True
            thread.join(_START_SECONDS)
