"""Two hundred applications submitted at the same time, over real HTTP: none lost, none doubled."""

import asyncio
from collections import Counter as Tally
from dataclasses import replace
from uuid import uuid4

import httpx
from fastapi import FastAPI
from sqlalchemy import text

from actions.backoffice.repository.applications import ApplicationRepository, StoredApplication
from actions.backoffice.writes import WriteSession
from chassis.http import create_client
from tests.actions.backoffice.counter import PREFIX, SERVICE_TOKEN, Counter, citizen_token
from tests.actions.backoffice.filing.samples import PLAIN, Applicant
from tests.standins.loopback import served

APPLICANTS = 200
PATIENCE_SECONDS = 50.0


def filled_in(app: FastAPI) -> list[StoredApplication]:
    """Drafts in which nothing is missing: one over the API, the others like it."""
    office = app.state.office
    applications = ApplicationRepository(office.cipher)
    made = Applicant(Counter(app)).fills_in(PLAIN, materials={"form": "handed_in"})

    def work(session: WriteSession) -> list[StoredApplication]:
        first = applications.find(session.connection, made["id"])
        others = [replace(first, id=uuid4().hex, conversation_id=uuid4().hex) for _ in range(APPLICANTS - 1)]
        for draft in others:
            applications.add(session.connection, draft)
        return [first, *others]

    found: list[StoredApplication] = office.writer.run("system", work)
    return found


async def submit(http: httpx.AsyncClient, draft: StoredApplication) -> list[httpx.Response]:
    """Twice with one key, as a caller does who had no answer in time."""
    headers = {"X-Citizen-Token": citizen_token("li"), "Idempotency-Key": uuid4().hex}
    path, body = f"{PREFIX}/applications/{draft.id}/submission", {"version": draft.version}
    twins = [http.post(path, json=body, headers=headers) for _ in range(2)]
    return list(await asyncio.gather(*twins))


async def all_submit(port: int, drafts: list[StoredApplication]) -> list[list[httpx.Response]]:
    async with create_client(
        base_url=f"http://127.0.0.1:{port}",
        token=SERVICE_TOKEN,
        timeout_seconds=PATIENCE_SECONDS,
        connect_timeout_seconds=PATIENCE_SECONDS,
        max_connections=2 * APPLICANTS,
    ) as http:
        return await asyncio.gather(*(submit(http, draft) for draft in drafts))


def test_two_hundred_at_once_are_filed_once_each(app: FastAPI) -> None:
    drafts = filled_in(app)
    with served(app) as port:
        replies = asyncio.run(all_submit(port, drafts))
    assert Tally(reply.status_code for pair in replies for reply in pair) == {200: 2 * APPLICANTS}
    for first, second in replies:
        assert first.content == second.content
        replayed = [reply.headers.get("Idempotency-Replayed") for reply in (first, second)]
        assert Tally(replayed) == {None: 1, "true": 1}
    numbers = sorted(first.json()["number"] for first, _ in replies)
    assert numbers == [f"YX20261122-{number:06d}" for number in range(1, APPLICANTS + 1)]
    with app.state.office.engine.connect() as connection:
        cases = connection.execute(text("SELECT number, application_id, state FROM backoffice_cases")).all()
        filed = connection.scalar(
            text("SELECT count(*) FROM backoffice_applications WHERE state = 'submitted'")
        )
    assert sorted(case.number for case in cases) == numbers
    assert {case.application_id for case in cases} == {draft.id for draft in drafts}
    assert {case.state for case in cases} == {"accepted"}
    assert filed == APPLICANTS
