"""The back office's client when the back office misbehaves."""

import asyncio

import httpx
import pytest

from actions.backoffice_client import BackofficeClient
from actions.errors import BackofficeUnavailable
from actions.wire import Contact
from chassis.http import create_client


def contacts(transport: httpx.MockTransport) -> list[Contact]:
    async def run() -> list[Contact]:
        async with create_client(base_url="http://backoffice", transport=transport) as http:
            return await BackofficeClient(http).contacts(None)

    return asyncio.run(run())


@pytest.mark.parametrize(
    "response",
    [
        httpx.Response(500),
        httpx.Response(401, json={}),
        httpx.Response(200, text="<html>"),
        httpx.Response(200, json={"contacts": [{"phone": "1"}]}),
    ],
)
def test_anything_but_contacts_is_unavailable(response: httpx.Response) -> None:
    with pytest.raises(BackofficeUnavailable):
        contacts(httpx.MockTransport(lambda _: response))


def test_silence_is_unavailable() -> None:
    def too_late(request: httpx.Request) -> httpx.Response:
        raise httpx.ReadTimeout("slow", request=request)

    with pytest.raises(BackofficeUnavailable):
        contacts(httpx.MockTransport(too_late))
