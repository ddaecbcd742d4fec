"""The client and the back office speak of the same routes, and calls get through to the real one."""

import asyncio
import re
from collections.abc import Awaitable, Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import httpx
import pytest
from fastapi import FastAPI

from actions.backoffice.bootstrap import PREFIX, build, migrate
from actions.backoffice_calls import Caller, Patience, key_of
from actions.backoffice_client import BackofficeClient
from actions.errors import (
    AppointmentsTooMany,
    BackofficeUnavailable,
    ReportUnknown,
    ReviewExists,
    SlotUnknown,
    StepRefused,
    VersionConflict,
)
from actions.wire.applications import ApplicationChange, ApplicationOpening, Submission
from actions.wire.appointments import Appointment, AppointmentState, Booking, BookingChange
from actions.wire.callbacks import CallbackRequest
from actions.wire.cases import (
    CheckResult,
    CitizenStep,
    CommitmentWithdrawal,
    Decision,
    MaterialDelivery,
    Outcome,
    StaffStep,
)
from actions.wire.catalogue import ServiceItem
from actions.wire.mediation import MediationRequest
from actions.wire.people import Person, Repair
from actions.wire.rectifications import FixRating, FixRatingGiven
from actions.wire.reports import (
    Breach,
    ReportAddition,
    ReportFacts,
    ReportSubmission,
    ReportWithdrawal,
)
from actions.wire.reviews import ReviewChange, ReviewKind, ReviewLevel, ReviewSubmission
from chassis.http import create_client
from tests.actions.backoffice.counter import SERVICE_TOKEN, citizen_token, settings_for
from tests.actions.backoffice.samples import ITEM, LI
from tests.actions.backoffice.visits import FRIDAY_NINE, MONDAY_NINE, NOW, WINDOW
from tests.connectors.conversations.movable_clock import MovableClock
from tests.standins.loopback import served

NUMBER = "YX20260305-000001"
WHO = Caller(citizen_token="t", conversation_id="c1", staff="wang")
STEP = StaffStep(version=1, by="wang")
REPORT = ReportSubmission(
    facts=ReportFacts(
        breach=Breach.UNPAID_WAGES, region="440104", employer="鸿运餐饮", place="示范路", people=1
    ),
    channel="web_chat",
)
REVIEW = ReviewSubmission(
    kind=ReviewKind.CONVERSATION, about="c1", level=ReviewLevel.DISSATISFIED, channel="web_chat"
)
MEDIATION = MediationRequest(region="440104", employer="鸿运餐饮", claims=["工资"], facts="三个月没有发")
Call = Callable[[BackofficeClient], Awaitable[Any]]
CALLS: list[Call] = [
    lambda client: client.contacts(None),
    lambda client: client.catalogue("440104"),
    lambda client: client.item("x", version=2),
    lambda client: client.put_item(ServiceItem(**ITEM), version=1, caller=WHO, key="k"),
    lambda client: client.put_person(Person(**LI), key="k"),
    lambda client: client.me(WHO),
    lambda client: client.benefits(WHO),
    lambda client: client.take_benefit("x", caller=WHO, key="k"),
    lambda client: client.repair("li", Repair(by="wang", reason="补正了"), caller=WHO, key="k"),
    lambda client: client.open_application(
        ApplicationOpening(conversation_id="c1", channel="web_chat", items=["x"]), caller=WHO, key="k"
    ),
    lambda client: client.applications(WHO),
    lambda client: client.application("0" * 32, caller=WHO),
    lambda client: client.change_application("0" * 32, ApplicationChange(version=1), caller=WHO, key="k"),
    lambda client: client.discard_application("0" * 32, caller=WHO, key="k"),
    lambda client: client.commitment("0" * 32, caller=WHO),
    lambda client: client.submit("0" * 32, Submission(version=1), caller=WHO, key="k"),
    lambda client: client.cases(WHO, common_number=NUMBER),
    lambda client: client.case(NUMBER, caller=WHO),
    lambda client: client.due_checks(WHO),
    lambda client: client.withdraw_case(NUMBER, CitizenStep(version=1), caller=WHO, key="k"),
    lambda client: client.withdraw_promise(NUMBER, CommitmentWithdrawal(version=1), caller=WHO, key="k"),
    lambda client: client.deliver_materials(
        NUMBER, MaterialDelivery(version=1, materials=["x"]), caller=WHO, key="k"
    ),
    lambda client: client.accept_case(NUMBER, STEP, caller=WHO, key="k"),
    lambda client: client.return_case(NUMBER, STEP, caller=WHO, key="k"),
    lambda client: client.revoke_case(NUMBER, STEP, caller=WHO, key="k"),
    lambda client: client.decide_case(
        NUMBER, Decision(version=1, by="wang", outcome=Outcome.GRANTED, reasons=["齐"]), caller=WHO, key="k"
    ),
    lambda client: client.check_case(
        NUMBER, CheckResult(version=1, by="wang", truthful=True, finding="属实"), caller=WHO, key="k"
    ),
    lambda client: client.sweep(key="k"),
    lambda client: client.windows(region="440104", street="北京街"),
    lambda client: client.slots(WINDOW, on=date(2026, 3, 6)),
    lambda client: client.appointments(WHO),
    lambda client: client.book(Booking(slot="s"), caller=WHO, key="k"),
    lambda client: client.change_appointment(NUMBER, BookingChange(version=1, slot="s"), caller=WHO, key="k"),
    lambda client: client.cancel_appointment(NUMBER, version=1, caller=WHO, key="k"),
    lambda client: client.report(REPORT, caller=WHO, key="k"),
    lambda client: client.reports(WHO),
    lambda client: client.report_by_number(NUMBER, caller=WHO),
    lambda client: client.add_to_report(NUMBER, ReportAddition(version=1, text="x"), caller=WHO, key="k"),
    lambda client: client.withdraw_report(NUMBER, ReportWithdrawal(version=1), caller=WHO, key="k"),
    lambda client: client.request_callback(CallbackRequest(channel="web_chat"), caller=WHO, key="k"),
    lambda client: client.callbacks(WHO),
    lambda client: client.store_file(b"x", name="x.txt", media_type="text/plain", caller=WHO, key="k"),
    lambda client: client.files(WHO),
    lambda client: client.file("0" * 32, caller=WHO),
    lambda client: client.remove_file("0" * 32, caller=WHO, key="k"),
    lambda client: client.mediation_request(MEDIATION, caller=WHO, key="k"),
    lambda client: client.notices(0),
    lambda client: client.review_reasons(),
    lambda client: client.reviewables(WHO),
    lambda client: client.review(REVIEW, caller=WHO, key="k"),
    lambda client: client.reviews(WHO),
    lambda client: client.change_review(
        "0" * 32, ReviewChange(level=ReviewLevel.SATISFIED), version=1, caller=WHO, key="k"
    ),
    lambda client: client.rectification_of("0" * 32, caller=WHO),
    lambda client: client.rate_fix(
        "0" * 32, FixRatingGiven(version=1, rating=FixRating.SATISFIED), caller=WHO, key="k"
    ),
]
STAFF_ONLY = ("/staff/", "/labour-warnings", "/rectifications", "/review-statistics")
"""What the staff's own software calls, and no client of ours."""


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> FastAPI:
    folder: Path = tmp_path_factory.mktemp("backoffice")
    settings = settings_for(folder)
    migrate(settings)
    return build(settings, MovableClock(NOW))


@pytest.fixture(scope="module")
def address(app: FastAPI) -> Iterator[str]:
    with served(app) as port:
        yield f"http://127.0.0.1:{port}"


def ask(address: str, call: Call) -> Any:
    async def run() -> Any:
        async with create_client(base_url=address, token=SERVICE_TOKEN) as http:
            return await call(BackofficeClient(http))

    return asyncio.run(run())


def called(call: Call) -> tuple[str, str]:
    """Method and path of what the client sends."""
    seen = list[httpx.Request]()

    def nothing(request: httpx.Request) -> httpx.Response:
        seen.append(request)
        return httpx.Response(503)

    async def run() -> None:
        async with create_client(base_url="http://b", transport=httpx.MockTransport(nothing)) as http:
            with pytest.raises(BackofficeUnavailable):
                await call(BackofficeClient(http, Patience(tries=1)))

    asyncio.run(run())
    return seen[0].method, seen[0].url.path


def test_the_client_has_a_method_for_every_route_and_no_other(app: FastAPI) -> None:
    routes = {
        (method.upper(), path)
        for path, operations in app.openapi()["paths"].items()
        for method in operations
        if path.startswith(PREFIX) and not path.removeprefix(PREFIX).startswith(STAFF_ONLY)
    }
    asked = {called(call) for call in CALLS}
    answering = {
        (method, path, next((route for route in routes if _fits(route, method, path)), None))
        for method, path in asked
    }
    assert [(method, path) for method, path, route in answering if route is None] == []
    assert {route for _, _, route in answering} == routes


def _fits(route: tuple[str, str], method: str, path: str) -> bool:
    """A route without a variable goes before one with it, as the service has them in that order."""
    pattern = re.sub(r"\{[^}]+\}", r"(?!me(?:/|$))[^/]+", route[1])
    return route[0] == method and re.fullmatch(pattern, path) is not None


def test_an_appointment_from_the_first_look_to_its_end(address: str) -> None:
    li = Caller(citizen_token=citizen_token("li"))
    known = ask(address, lambda client: client.put_person(Person(**LI), key=key_of("li", "sign-in")))
    assert known.may_promise
    (window,) = ask(address, lambda client: client.windows(street="北京"))
    slots = ask(address, lambda client: client.slots(window.code, on=date(2026, 3, 6)))
    first, second = slots.slots[:2]
    key = key_of("c1", "m1", "book")
    held = ask(address, lambda client: client.book(Booking(slot=first.id), caller=li, key=key))
    again = ask(address, lambda client: client.book(Booking(slot=first.id), caller=li, key=key))
    assert held == again
    moved: Appointment = ask(
        address,
        lambda client: client.change_appointment(
            held.number, BookingChange(version=held.version, slot=second.id), caller=li, key=key_of("m2")
        ),
    )
    assert ask(address, lambda client: client.appointments(li)) == [moved]
    cancelled = ask(
        address,
        lambda client: client.cancel_appointment(
            moved.number, version=moved.version, caller=li, key=key_of("m3")
        ),
    )
    assert cancelled.state is AppointmentState.CANCELLED


def test_a_report_is_found_again_with_its_number_and_the_code_as_somebody_writes_it(address: str) -> None:
    here, elsewhere = Caller(conversation_id="c1"), Caller(conversation_id="c2")
    filed = ask(address, lambda client: client.report(REPORT, caller=here, key=key_of("c1", "report")))
    number, code = filed.number, f"查询码 {filed.code.replace('-', ' ')}"
    assert ask(address, lambda client: client.reports(here)) == [filed.model_copy(update={"code": None})]
    with pytest.raises(ReportUnknown):
        ask(address, lambda client: client.report_by_number(number, caller=elsewhere))
    with pytest.raises(ReportUnknown):
        ask(address, lambda client: client.report_by_number(number, caller=elsewhere, code="忘了"))
    added = ask(
        address,
        lambda client: client.add_to_report(
            number, ReportAddition(version=1, text="x"), caller=elsewhere, key=key_of("add"), code=code
        ),
    )
    withdrawal = ReportWithdrawal(version=added.version)
    withdrawn = ask(
        address,
        lambda client: client.withdraw_report(
            number, withdrawal, caller=elsewhere, key=key_of("withdraw"), code=code
        ),
    )
    found = ask(address, lambda client: client.report_by_number(number, caller=elsewhere, code=code))
    assert (found, found.version) == (withdrawn, 3)


def test_a_review_from_the_choice_to_the_change(address: str) -> None:
    here = Caller(conversation_id="c1")
    assert [one.about for one in ask(address, lambda client: client.reviewables(here))] == ["c1"]
    given = ask(address, lambda client: client.review(REVIEW, caller=here, key=key_of("c1", "review")))
    with pytest.raises(ReviewExists):
        ask(address, lambda client: client.review(REVIEW, caller=here, key=key_of("c1", "again")))
    waiting = ask(address, lambda client: client.rectification_of(given.id, caller=here))
    assert waiting.number == given.rectification
    good = ReviewChange(level=ReviewLevel.SATISFIED)
    changed = ask(
        address,
        lambda client: client.change_review(
            given.id, good, version=given.version, caller=here, key=key_of("c1", "change")
        ),
    )
    assert ask(address, lambda client: client.reviews(here)) == [changed]
    rating = FixRatingGiven(version=waiting.version + 1, rating=FixRating.SATISFIED)
    with pytest.raises(StepRefused):
        ask(
            address,
            lambda client: client.rate_fix(given.id, rating, caller=here, key=key_of("c1", "rating")),
        )


def test_refusals_of_the_real_back_office_come_as_their_errors(address: str) -> None:
    wang = Caller(citizen_token=citizen_token("wang"))
    ask(address, lambda client: client.put_person(Person(**{**LI, "subject": "wang"}), key=key_of("wang")))
    with pytest.raises(SlotUnknown):
        ask(address, lambda client: client.book(Booking(slot="none"), caller=wang, key=key_of("1")))
    held = ask(address, lambda client: client.book(Booking(slot=FRIDAY_NINE), caller=wang, key=key_of("2")))
    ask(address, lambda client: client.book(Booking(slot=MONDAY_NINE), caller=wang, key=key_of("3")))
    third = Booking(slot=f"{WINDOW}.20260310t0900")
    with pytest.raises(AppointmentsTooMany, match="appointments_too_many") as caught:
        ask(address, lambda client: client.book(third, caller=wang, key=key_of("4")))
    assert "最多2个" in caught.value.message
    with pytest.raises(VersionConflict):
        ask(
            address,
            lambda client: client.cancel_appointment(held.number, version=9, caller=wang, key=key_of("5")),
        )
