"""Files that the knowledge service makes, passed on to the browser."""

from typing import Any

from fastapi import Response

from connectors.console.views import HEADERS
from connectors.console.visit import Visit


async def pass_on(visit: Visit, path: str, **query: Any) -> Response:
    found = await visit.office.download(path, **query)
    headers = {**HEADERS, "Content-Disposition": found.disposition}
    return Response(found.content, media_type=found.media_type, headers=headers)
