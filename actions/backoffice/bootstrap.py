"""Puts the back office together from its settings."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from fastapi import Depends, FastAPI

from actions.backoffice.handlers import ContactHandler
from actions.backoffice.repository import BackofficeRepository
from actions.backoffice.routes import contacts
from actions.backoffice.seeding import seed_contacts
from actions.backoffice.settings import BackofficeSettings
from chassis.database import create_engine, upgrade
from chassis.web import create_app, require_service_token

MIGRATIONS = Path(__file__).with_name("migrations")


def migrate(settings: BackofficeSettings) -> None:
    """Bring the tables to the newest revision and the reference data to that of this checkout."""
    upgrade(settings.database_address, MIGRATIONS)
    engine = create_engine(settings.database_address)
    seed_contacts(BackofficeRepository(engine))
    engine.dispose()


def build(settings: BackofficeSettings) -> FastAPI:
    engine = create_engine(settings.database_address)
    repository = BackofficeRepository(engine)

    async def readiness() -> dict[str, bool]:
        return {"database": await asyncio.to_thread(repository.is_ready)}

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        yield
        engine.dispose()

    app = create_app(title="办事通 业务系统", version="1", readiness=readiness, lifespan=lifespan)
    app.include_router(
        contacts.create_router(ContactHandler(repository)),
        prefix="/backoffice/v1",
        dependencies=[Depends(require_service_token(settings))],
    )
    return app
