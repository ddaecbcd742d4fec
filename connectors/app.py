"""The gateway as a web application: the public API, the page, the description of the API."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager

from fastapi import FastAPI, Request, Response
from fastapi.responses import JSONResponse

from chassis.logs import get_logger
from chassis.web import create_app, error_body
from connectors import api, files_api
from connectors.bootstrap import Gateway
from connectors.console.app import PREFIX as CONSOLE
from connectors.console.app import create_console, larger_bodies
from connectors.errors import ConnectorError
from connectors.files import BYTES_OF_A_MEGABYTE
from connectors.handoff import api as desk
from connectors.identity import browser
from connectors.identity.local_provider import routes as local_identity
from connectors.web_chat import pages

TITLE = "办事通 开放接口"
VERSION = "1"


def create_gateway_app(gateway: Gateway) -> FastAPI:
    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        await asyncio.to_thread(gateway.recover)
        if gateway.local_provider:
            get_logger().warning("sign_in_is_a_demonstration", issuer=gateway.local_provider.issuer)
        async with AsyncExitStack() as going:
            for rounds in gateway.rounds:
                await going.enter_async_context(rounds.going())
            yield
        await gateway.close()

    app = create_app(
        title=TITLE,
        version=VERSION,
        lifespan=lifespan,
        readiness=gateway.readiness,
        max_body_bytes=gateway.settings.max_body_bytes,
        # A little more than a file may have: it is refused where the limit can be said in plain words.
        larger_bodies={
            files_api.PATHS: (gateway.settings.file_megabytes + 1) * BYTES_OF_A_MEGABYTE,
            **larger_bodies(),
        },
    )
    app.state.gateway = gateway
    app.include_router(api.router)
    app.include_router(desk.router)
    app.include_router(browser.router)
    if gateway.local_provider:
        app.include_router(local_identity.create_router(gateway.local_provider))
    app.include_router(pages.create_router(pages.load_files()))
    app.mount(CONSOLE, create_console(gateway.console))

    @app.exception_handler(ConnectorError)
    async def refused(request: Request, error: ConnectorError) -> Response:
        if request.url.path in browser.PATHS:
            get_logger().warning("sign_in_failed", code=error.code, detail=str(error))
            return browser.explain(error)
        return JSONResponse(
            error_body(error.code, error.message), status_code=error.status, headers=error.headers
        )

    return app
