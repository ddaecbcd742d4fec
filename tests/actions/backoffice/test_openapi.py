"""Whatever is sent to any route of the back office, the answer is one that its OpenAPI documents.

Schemathesis makes up requests from the document itself, right and wrong ones. Each is sent as it is, and once
more by somebody who may, about things that are there, so that it gets past the first refusal.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import uuid4

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis import Case, GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.core.result import Ok
from schemathesis.schemas import APIOperation
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from actions.backoffice.bootstrap import build
from chassis.clock import OFFICE_ZONE, FixedClock
from tests.actions.backoffice.counter import SERVICE_TOKEN, Counter, citizen_token
from tests.actions.backoffice.samples import ITEM, LI

NOW = datetime(2026, 3, 5, 10, 10, tzinfo=OFFICE_ZONE)
WINDOW = "440104-beijing"
REPORTED = {
    "breach": "unpaid_wages",
    "region": "440104",
    "employer": "鸿运餐饮",
    "place": "示范路",
    "people": 1,
    "gathering": True,
}
CHECKS: list[Callable[..., Any]] = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]
bounded = settings(
    max_examples=4, derandomize=True, deadline=None, database=None, suppress_health_check=list(HealthCheck)
)


@dataclass(frozen=True)
class Office:
    """A back office that knows 李阿姨 and one item, and has whatever else a path is about made for her."""

    counter: Counter

    def restore(self) -> None:
        """What an earlier call may have changed rightly: a made-up item can be a valid one."""
        path = f"/items/{ITEM['code']}"
        seen = self.counter.get(path).headers.get("ETag")
        self.counter.put("/people/li", LI)
        self.counter.put(path, ITEM, staff="clerk", headers={"If-Match": seen} if seen else None)

    def things_at(self, path: str, conversation: str) -> dict[str, Any]:
        """Path parameters and parts of a body, by name."""
        self.restore()
        things = {"subject": "li", "item": ITEM["code"], "items": [ITEM["code"]], "version": 1}
        things["code"] = WINDOW if "/windows/" in path else ITEM["code"]
        if "/applications/" in path:
            things["application_id"] = self._draft(conversation)
        if "/cases/" in path:
            things |= self._case(conversation)
        if "/appointments" in path:
            things["slot"] = self._free_slot()
        if "/appointments/" in path:
            things["number"] = self._appointment(things["slot"])
        if "/files/" in path:
            things["file_id"] = self._file(conversation)
        if "/reports/" in path:
            things["number"] = self._report(conversation)
        if "/callbacks/" in path:
            things["number"] = self._callback(conversation)
        if "/labour-warnings/" in path:
            things["warning_id"] = self._warning(conversation)
        if "/reviews" in path:
            things |= {"kind": "conversation", "about": conversation}
        if "/reviews/" in path:
            things["review_id"] = self._review(conversation)["id"]
        if "/rectifications/" in path:
            things |= self._rectification(conversation, appealed=path.endswith("/decision"))
        return things

    def _draft(self, conversation: str) -> str:
        opening = {"conversation_id": conversation, "channel": "web", "items": [ITEM["code"]]}
        return str(self.counter.post("/applications", opening, conversation=conversation).json()["id"])

    def _case(self, conversation: str) -> dict[str, Any]:
        path = f"/applications/{self._draft(conversation)}/submission"
        options = {"citizen": "li", "conversation": conversation}
        [case] = self.counter.post(path, {"version": 1}, **options).json()["cases"]
        return {"number": case["number"], "version": case["version"]}

    def _free_slot(self) -> str:
        slots = self.counter.get(f"/windows/{WINDOW}/slots").json()["slots"]
        return next(str(slot["id"]) for slot in slots if slot["free"])

    def _appointment(self, slot: str) -> str:
        for held in self.counter.get("/appointments", citizen="li").json()["appointments"]:
            return str(held["number"])
        return str(self.counter.post("/appointments", {"slot": slot}, citizen="li").json()["number"])

    def _review(self, conversation: str) -> dict[str, Any]:
        body = {"kind": "conversation", "about": conversation, "level": "不满意", "channel": "web"}
        given: dict[str, Any] = self.counter.post("/reviews", body, conversation=conversation).json()
        return given

    def _rectification(self, conversation: str, *, appealed: bool) -> dict[str, Any]:
        path = f"/rectifications/{self._review(conversation)['rectification']}"
        if appealed:
            made = {"version": 2, "ground": "mistaken", "text": "不是这件事。"}
            self.counter.post(f"{path}/appeal", made, staff="somebody-else")
        found = self.counter.get(path, staff="clerk").json()
        return {"number": found["number"], "version": found["version"]}

    def _report(self, conversation: str) -> str:
        body = {"facts": REPORTED, "channel": "web"}
        return str(self.counter.post("/reports", body, conversation=conversation).json()["number"])

    def _warning(self, conversation: str) -> str:
        number = self._report(conversation)
        warnings = self.counter.get("/labour-warnings", staff="clerk").json()["warnings"]
        return next(str(warning["id"]) for warning in warnings if number in warning["reports"])

    def _file(self, conversation: str) -> str:
        stored = self.counter.post("/files", content=b"a text", conversation=conversation)
        return str(stored.json()["id"])

    def _callback(self, conversation: str) -> str:
        body = {"phone": LI["phone"], "channel": "web"}
        return str(self.counter.post("/callbacks", body, conversation=conversation).json()["number"])


@pytest.fixture
def office(request: pytest.FixtureRequest) -> Iterator[Office]:
    app = build(request.getfixturevalue(request.param), FixedClock(NOW))
    office = Office(Counter(app))
    office.restore()
    yield office
    app.state.office.engine.dispose()


@pytest.mark.parametrize(
    ("office", "mode"),
    [
        pytest.param("settings", GenerationMode.POSITIVE, id="right"),
        pytest.param("settings", GenerationMode.NEGATIVE, id="wrong"),
        pytest.param("postgresql_settings", GenerationMode.POSITIVE, id="right, on PostgreSQL"),
    ],
    indirect=["office"],
)
def test_every_answer_is_documented(office: Office, mode: GenerationMode) -> None:
    document = schemathesis.openapi.from_asgi("/openapi.json", office.counter.app)
    for found in document.get_all_operations():
        assert isinstance(found, Ok)
        if mode is GenerationMode.POSITIVE or takes_anything(found.ok()):
            probe(found.ok(), mode, office)


def takes_anything(operation: APIOperation[Any, Any, Any, Any]) -> bool:
    """Where nothing is asked for, nothing wrong can be sent."""
    return bool({"parameters", "requestBody"} & set(operation.definition.raw))


def probe(operation: APIOperation[Any, Any, Any, Any], mode: GenerationMode, office: Office) -> None:
    @bounded
    @given(case=operation.as_strategy(generation_mode=mode))
    def check(case: Case[Any]) -> None:
        case.call_and_validate(headers={"Authorization": f"Bearer {SERVICE_TOKEN}"}, checks=CHECKS)
        conversation = uuid4().hex
        things = office.things_at(operation.path, conversation)
        case.path_parameters = {name: things[name] for name in case.path_parameters or {}}
        if isinstance(case.body, dict):
            case.body |= {name: things[name] for name in things.keys() & case.body.keys()}
        case.call_and_validate(headers=by_somebody_who_may(conversation), checks=CHECKS)

    check()


def by_somebody_who_may(conversation: str) -> dict[str, str]:
    return {
        "Authorization": f"Bearer {SERVICE_TOKEN}",
        "X-Citizen-Token": citizen_token("li"),
        "X-Conversation": conversation,
        "X-Staff": "clerk",
        "Idempotency-Key": uuid4().hex,
        "If-Match": '"1"',
    }
