"""Puts the back office together from its settings."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from fastapi import APIRouter, Depends, FastAPI
from sqlalchemy import Engine

from actions.backoffice.cipher import Cipher
from actions.backoffice.citizens import Citizens
from actions.backoffice.desk import Desk, DeskParts, assemble
from actions.backoffice.files_bootstrap import assemble_files
from actions.backoffice.handlers.appointments import AppointmentHandler
from actions.backoffice.handlers.catalogue import CatalogueHandler, CatalogueTexts
from actions.backoffice.handlers.contacts import ContactHandler
from actions.backoffice.handlers.people import PeopleHandler, PeopleTexts
from actions.backoffice.handlers.timetable import AppointmentTexts, Timetable
from actions.backoffice.handlers.windows import WindowHandler
from actions.backoffice.report_desk import ReportDesk
from actions.backoffice.repository.appointments import AppointmentRepository
from actions.backoffice.repository.cases import CaseRepository
from actions.backoffice.repository.catalogue import CatalogueRepository
from actions.backoffice.repository.contacts import ContactRepository
from actions.backoffice.repository.keys import keep_fingerprint, require_key
from actions.backoffice.repository.people import PeopleRepository
from actions.backoffice.repository.windows import WindowRepository
from actions.backoffice.review_desk import ReviewDesk
from actions.backoffice.rounds import SweepRound
from actions.backoffice.routes import (
    applications,
    appointments,
    benefits,
    callbacks,
    cases,
    catalogue,
    contacts,
    files,
    notices,
    people,
    rectifications,
    reports,
    reportwork,
    review_statistics,
    reviews,
    sweeps,
    windows,
)
from actions.backoffice.routes.outages import answer_outages
from actions.backoffice.seeding import seed_catalogue, seed_contacts, seed_people
from actions.backoffice.settings import BackofficeSettings
from actions.backoffice.window_seeding import seed_windows
from actions.backoffice.writes import Writer
from actions.errors import BackofficeUnavailable
from actions.wire.cases import Sweep
from chassis.clock import Clock, ShiftedClock, SystemClock
from chassis.database import create_engine, upgrade
from chassis.rounds import Rounds
from chassis.tokens import TokenSigner
from chassis.web import create_app, documented, require_service_token

MIGRATIONS = Path(__file__).with_name("migrations")
PREFIX = "/backoffice/v1"


@dataclass(frozen=True)
class Office:
    """What every part of the back office works with."""

    settings: BackofficeSettings
    engine: Engine
    cipher: Cipher
    writer: Writer
    contacts: ContactRepository
    catalogue: CatalogueRepository
    people: PeopleRepository

    @classmethod
    def open(cls, settings: BackofficeSettings, clock: Clock) -> "Office":
        """Better not opened than garbage shown.

        Raises:
            DataKeyMalformed, DataKeyWrong.
        """
        cipher = Cipher.from_text(settings.data_key.get_secret_value())
        require_key(settings.database_address, cipher)
        engine = create_engine(settings.database_address)
        return cls(
            settings=settings,
            engine=engine,
            cipher=cipher,
            writer=Writer(engine, cipher, ShiftedClock(clock, days=settings.clock_ahead_days)),
            contacts=ContactRepository(engine),
            catalogue=CatalogueRepository(),
            people=PeopleRepository(cipher),
        )


def migrate(settings: BackofficeSettings) -> None:
    """Bring the tables to the newest revision and the reference data to that of this checkout.

    Raises:
        DataKeyMalformed, DataKeyWrong: nothing was changed.
    """
    office = Office.open(settings, SystemClock())
    upgrade(settings.database_address, MIGRATIONS)
    try:
        office.writer.run("system", lambda session: keep_fingerprint(session.connection, office.cipher))
        seed_contacts(office.contacts)
        seed_catalogue(office.writer, office.catalogue)
        seed_people(office.writer, office.people)
        seed_windows(office.writer, WindowRepository())
    finally:
        office.engine.dispose()


def build(settings: BackofficeSettings, clock: Clock | None = None) -> FastAPI:
    """The service.

    Raises:
        DataKeyMalformed, DataKeyWrong.
    """
    office = Office.open(settings, clock or SystemClock())
    desk = desk_of(office)

    async def readiness() -> dict[str, bool]:
        return {"database": await asyncio.to_thread(office.contacts.is_ready)}

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        # Routes are made ready when they are first needed, and the first write would wait for that.
        app.openapi()
        async with Rounds(SweepRound(desk.sweeps.run), settings.sweep_seconds).going():
            yield
        office.engine.dispose()

    app = create_app(
        title="办事通 业务系统",
        version="1",
        readiness=readiness,
        lifespan=lifespan,
        docs_url="/backoffice/docs",
        larger_bodies={PREFIX + files.PATH: (settings.file_megabytes + 1) * 1_000_000},
    )
    app.state.office = office
    app.state.citizens = Citizens(TokenSigner(settings.signing_key.get_secret_value()))
    answer_outages(app)
    for router in _routers(office, desk):
        app.include_router(
            router,
            prefix=PREFIX,
            dependencies=[Depends(require_service_token(settings))],
            responses=documented(BackofficeUnavailable),
        )
    return app


def _routers(office: Office, desk: Desk) -> list[APIRouter]:
    """One line per subject."""
    engine, writer = office.engine, office.writer
    file_desk = assemble_files(office.settings, engine, writer)
    report_desk = ReportDesk(engine, writer, office.cipher)
    review_desk = review_desk_of(office)
    return [
        contacts.create_router(ContactHandler(office.contacts)),
        catalogue.create_router(
            CatalogueHandler(engine, writer, office.catalogue, CatalogueTexts.load("catalogue"))
        ),
        people.create_router(PeopleHandler(engine, writer, office.people, PeopleTexts.load("people"))),
        windows.create_router(WindowHandler(engine, writer.clock, timetable_of(office.settings))),
        appointments.create_router(appointments_of(office)),
        applications.create_router(desk.applications, desk.submissions),
        cases.create_router(desk.cases, desk.casework),
        benefits.create_router(desk.benefits),
        sweeps.create_router(desk.sweeps),
        files.create_router(file_desk.files, file_desk.mediation),
        reports.create_router(report_desk.reports),
        reportwork.create_router(report_desk.reportwork, report_desk.warnings),
        callbacks.create_router(report_desk.callbacks),
        reviews.create_router(review_desk.reviews, review_desk.fix_ratings),
        rectifications.create_router(review_desk.rectifications, review_desk.appeals),
        review_statistics.create_router(review_desk.statistics),
        notices.create_router(review_desk.notices),
    ]


def sweep(settings: BackofficeSettings) -> Sweep:
    """The night's round, once and now.

    Raises:
        DataKeyMalformed, DataKeyWrong.
    """
    office = Office.open(settings, SystemClock())
    try:
        return desk_of(office).sweeps.run()
    finally:
        office.engine.dispose()


def desk_of(office: Office) -> Desk:
    """What handles applications and cases."""
    parts = DeskParts(
        engine=office.engine,
        writer=office.writer,
        cipher=office.cipher,
        catalogue=office.catalogue,
        people=office.people,
    )
    return assemble(
        parts,
        office.settings,
        remind=appointments_of(office).remind,
        escalate=review_desk_of(office).escalations.escalate,
    )


def review_desk_of(office: Office) -> ReviewDesk:
    return ReviewDesk(
        engine=office.engine,
        writer=office.writer,
        cipher=office.cipher,
        catalogue=office.catalogue,
        people=office.people,
    )


def timetable_of(settings: BackofficeSettings) -> Timetable:
    return Timetable(
        WindowRepository(), settings.appointment_days_ahead, AppointmentTexts.load("appointments")
    )


def appointments_of(office: Office) -> AppointmentHandler:
    """What books visits, and reminds of them in the night's round."""
    return AppointmentHandler(
        engine=office.engine,
        writer=office.writer,
        timetable=timetable_of(office.settings),
        appointments=AppointmentRepository(),
        catalogue=office.catalogue,
        numbers=CaseRepository(),
        most_open=office.settings.appointments_per_person,
    )
