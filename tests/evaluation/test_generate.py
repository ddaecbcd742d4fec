"""Questions go to the gateway as a citizen's do; against a small gateway on loopback."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any
from zoneinfo import ZoneInfo

import pytest
from fastapi import Body, FastAPI, Header
from fastapi.responses import JSONResponse

from chassis.clock import FixedClock
from evaluation.answers.generate import ask, generate
from evaluation.errors import GatewayAbsent, GatewayUnready
from evaluation.gateway import GatewayCaller
from evaluation.load.processes import free_port
from evaluation.questions import Question
from tests.evaluation.conftest import make_question, make_turn
from tests.standins.loopback import served

CLOCK = FixedClock(datetime(2026, 1, 5, 10, 0, tzinfo=ZoneInfo("Asia/Shanghai")))


class SmallGateway:
    """Repeats what was said, and remembers who said what in which conversation."""

    def __init__(self) -> None:
        self.ready = True
        self.busy_times = 0
        self.regions: list[str | None] = []
        self.messages: list[tuple[str, str]] = []

    def app(self) -> FastAPI:
        app = FastAPI()

        @app.get("/readyz")
        def readyz() -> JSONResponse:
            self.busy_times -= 1
            ready = self.ready and self.busy_times < 0
            return JSONResponse({"ready": ready}, status_code=200 if ready else 503)

        @app.post("/api/v1/conversations", status_code=201)
        def open_conversation(body: Annotated[dict[str, Any], Body()]) -> dict[str, str]:
            self.regions.append(body.get("region"))
            number = str(len(self.regions))
            return {"conversation_id": number, "token": f"token-{number}"}

        @app.post("/api/v1/conversations/{number}/messages")
        def send(
            number: str, body: Annotated[dict[str, str], Body()], authorization: Annotated[str, Header()]
        ) -> JSONResponse:
            if authorization != f"Bearer token-{number}":
                return JSONResponse({"error": {"code": "unauthorised"}}, status_code=401)
            if body["text"] == "坏":
                return JSONResponse({"error": {"code": "internal"}}, status_code=500)
            self.messages.append((number, body["text"]))
            return JSONResponse(make_turn(f"您说:{body['text']}"))

        return app


@pytest.fixture
def gateway() -> SmallGateway:
    return SmallGateway()


@pytest.fixture
def caller(gateway: SmallGateway) -> Iterator[GatewayCaller]:
    with served(gateway.app()) as port, GatewayCaller(f"http://127.0.0.1:{port}") as caller:
        yield caller


def write(path: Path, *questions: Question) -> Path:
    path.write_text("".join(question.model_dump_json() + "\n" for question in questions), encoding="utf-8")
    return path


def test_each_question_has_a_conversation_of_its_own_in_its_region(
    gateway: SmallGateway, caller: GatewayCaller, tmp_path: Path
) -> None:
    path = write(
        tmp_path / "q.jsonl",
        make_question(id="a", question="甲", turns=["先问乙", "再问丙"]),
        make_question(id="b", question="丁", region=None),
    )
    seen: list[tuple[int, int]] = []
    run = generate(
        caller,
        questions_path=path,
        question_set="own",
        results=tmp_path / "results",
        clock=CLOCK,
        ready=caller.check(),
        progress=lambda done, count: seen.append((done, count)),
    )
    assert gateway.regions == ["440104", None]
    assert gateway.messages == [("1", "先问乙"), ("1", "再问丙"), ("1", "甲"), ("2", "丁")]
    assert seen == [(1, 2), (2, 2)]
    said = run.said()
    assert said["a"].text == "您说:甲"
    assert len(said["a"].earlier) == 2
    assert said["b"].latency_ms > 0
    assert run.path.name == "2026-01-05T1000000800-own"
    assert run.facts().gateway == caller.url
    assert (run.path / "questions.jsonl").read_bytes() == path.read_bytes()


def test_an_error_of_the_gateway_is_kept_as_what_was_said(caller: GatewayCaller) -> None:
    said = ask(caller, make_question(question="坏"))
    assert not said.ok
    assert said.body["error"]["code"] == "internal"


def test_a_gateway_that_goes_away_is_kept_too() -> None:
    with GatewayCaller(f"http://127.0.0.1:{free_port()}") as nobody:
        said = ask(nobody, make_question())
    assert not said.ok
    assert said.body["error"]["code"] == "ConnectError"


def test_without_a_gateway_it_says_plainly_what_to_do() -> None:
    with GatewayCaller(f"http://127.0.0.1:{free_port()}") as nobody, pytest.raises(GatewayAbsent) as caught:
        nobody.check()
    assert "make start" in str(caught.value)


def test_a_gateway_that_is_not_ready_is_not_asked(gateway: SmallGateway, caller: GatewayCaller) -> None:
    gateway.ready = False
    with pytest.raises(GatewayUnready, match="没有准备好"):
        caller.check(patience_seconds=0)


def test_a_gateway_that_is_only_busy_is_given_time(gateway: SmallGateway, caller: GatewayCaller) -> None:
    gateway.busy_times = 1
    assert caller.check(patience_seconds=30)["ready"]
