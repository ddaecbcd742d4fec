"""The gateway as a web application: the public API, the page, the description of the API."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse

from chassis.web import create_app, error_body
from connectors import api
from connectors.bootstrap import Gateway
from connectors.errors import ConnectorError
from connectors.web_chat import pages

TITLE = "办事通 开放接口"
VERSION = "1"


def create_gateway_app(gateway: Gateway) -> FastAPI:
    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        await asyncio.to_thread(gateway.recover)
        yield
        await gateway.close()

    app = create_app(
        title=TITLE,
        version=VERSION,
        lifespan=lifespan,
        readiness=gateway.readiness,
        max_body_bytes=gateway.settings.max_body_bytes,
    )
    app.state.gateway = gateway
    app.include_router(api.router)
    app.include_router(pages.create_router(pages.load_files()))

    @app.exception_handler(ConnectorError)
    async def refused(_: Request, error: ConnectorError) -> JSONResponse:
        return JSONResponse(
            error_body(error.code, error.message), status_code=error.status, headers=error.headers
        )

    return app
