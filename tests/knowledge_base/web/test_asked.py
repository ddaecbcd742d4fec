"""What was asked over HTTP: answers are noted as they are given, and staff see and sort them."""

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

import httpx
import pytest
from pydantic import SecretStr
from sqlalchemy import Engine

from chassis.clock import OFFICE_ZONE, FixedClock
from chassis.http import create_client
from chassis.staff import Person, Role, StaffTokens
from chassis.tokens import TokenSigner
from knowledge_base.adapters.sql_index_state import SqlIndexState
from knowledge_base.adapters.sql_store import SqlDocumentStore
from knowledge_base.bootstrap import assemble
from knowledge_base.client import KnowledgeClient
from knowledge_base.desk_bootstrap import KnowledgeDesk, build_desk
from knowledge_base.desk_wire.asked import CallersFeedback, FeedbackKind, RatingRequest
from knowledge_base.errors import AskedUnknown
from knowledge_base.service import Knowledge
from knowledge_base.settings import KnowledgeSettings
from knowledge_base.web.api import create_api
from tests.knowledge_base.fakes import FakeChunkIndex, FakeEmbedder, FakeWordIndex
from tests.knowledge_base.publish.policies import OFFICIAL, write_policy

KEY = "a-signing-key-for-tests-of-32-bytes-or-more"
SERVICE = "a-service-token-for-tests"
DESK = "/kb/v1/desk"
CLOCK = FixedClock(datetime(2030, 3, 20, 9, 30, tzinfo=OFFICE_ZONE))
ASKED = {
    "question": "登记要几天",
    "region": "440104",
    "channel": "wechat",
    "conversation_id": "c-1",
}
REFUSED = {"question": "小区加装电梯补贴多少", "region": "440104"}
PERIOD = {"first_day": "2030-03-14", "last_day": "2030-03-20"}
SETTINGS = KnowledgeSettings(service_token=SecretStr(SERVICE), signing_key=SecretStr(KEY))

pytestmark = pytest.mark.anyio


@pytest.fixture
def knowledge(tmp_path: Path, sqlite_engine: Engine) -> Iterator[Knowledge]:
    embedder = FakeEmbedder()
    built = assemble(
        store=SqlDocumentStore(sqlite_engine),
        chunk_index=FakeChunkIndex(embedder),
        word_index=FakeWordIndex(),
        embedder=embedder,
        state=SqlIndexState(sqlite_engine),
        clock=CLOCK,
        database=sqlite_engine,
    )
    built.load_policy_points(write_policy(tmp_path / "policies"))
    built.ingest("town.txt", OFFICIAL.encode(), publish=True)
    built.refresh()
    yield built
    built.indexing.stop()


@pytest.fixture
def desk(knowledge: Knowledge) -> KnowledgeDesk:
    return build_desk(SETTINGS, knowledge, clock=CLOCK)


@asynccontextmanager
async def service(knowledge: Knowledge, desk: KnowledgeDesk) -> AsyncIterator[httpx.AsyncClient]:
    app = create_api(knowledge, SETTINGS, desk)
    transport = httpx.ASGITransport(app=app, raise_app_exceptions=False)
    async with (
        app.router.lifespan_context(app),
        create_client(base_url="http://kb", token=SERVICE, transport=transport) as http,
    ):
        yield http


def as_staff(role: Role) -> dict[str, str]:
    person = Person("lin", "林晓", frozenset({role}))
    token = StaffTokens(TokenSigner(KEY)).issue(person, lifetime_seconds=3600)
    return {"Authorization": f"Bearer {token}"}


VIEWER, EDITOR = as_staff(Role.VIEWER), as_staff(Role.EDITOR)


async def given(http: httpx.AsyncClient, question: dict[str, Any], trace_id: str) -> None:
    response = await http.post("/kb/v1/answer", json=question, headers={"X-Trace-Id": trace_id})
    assert response.status_code == 200, response.text


async def seen(http: httpx.AsyncClient, path: str, **query: Any) -> Any:
    response = await http.get(f"{DESK}{path}", params=query, headers=VIEWER)
    assert response.status_code == 200, response.text
    return response.json()


async def test_an_answer_is_noted_with_its_citations_and_trace(
    knowledge: Knowledge, desk: KnowledgeDesk
) -> None:
    async with service(knowledge, desk) as http:
        await given(http, ASKED, "t-1")
        await given(http, {**ASKED, "explain": True}, "t-2")
        desk.asked.log.flush()
        page = await seen(http, "/asked", channel="wechat")
        assert page["total"] == 1
        line = page["answers"][0]
        assert (line["question"], line["region"], line["status"]) == (
            "登记要几天",
            "440104",
            "answered",
        )
        detail = await seen(http, f"/asked/{line['id']}")
        assert detail["citations"][0]["chunk_id"].startswith("town-plan:")
        assert detail["trace"]["parts"][0]["findings"][0]["near"]
        table = await http.get(f"{DESK}/asked.csv", headers=VIEWER)
        assert table.headers["content-type"].startswith("text/csv")
        assert table.content.startswith(b"\xef\xbb\xbf")


async def test_a_question_without_answer_goes_from_its_group_to_an_evaluation_question(
    knowledge: Knowledge, desk: KnowledgeDesk
) -> None:
    async with service(knowledge, desk) as http:
        await given(http, REFUSED, "t-1")
        await given(http, REFUSED, "t-2")
        desk.asked.log.flush()
        desk.asked.make_round()
        [group] = (await seen(http, "/question-groups", kind="unanswered"))["groups"]
        assert (group["label"], group["times"], group["state"]) == (REFUSED["question"], 2, "new")
        path = f"{DESK}/question-groups/{group['id']}/triage"
        triage = {"revision": 1, "state": "out_of_scope", "as_question": True, "note": "住建局的事"}
        assert (await http.post(path, json=triage, headers=VIEWER)).status_code == 403
        done = (await http.post(path, json=triage, headers=EDITOR)).json()
        assert done["state"] == "out_of_scope"
        assert done["evaluation_question"]
        late = await http.post(path, json={"revision": 1, "state": "fixed"}, headers=EDITOR)
        assert (late.status_code, late.json()["error"]["code"]) == (409, "triage_changed")


async def test_a_citizen_says_that_an_answer_is_wrong_and_staff_find_the_cause(
    knowledge: Knowledge, desk: KnowledgeDesk
) -> None:
    async with service(knowledge, desk) as http:
        await given(http, ASKED, "t-1")
        said = {"trace_id": "t-1", "kind": "detail_missing", "comment": "没说要带什么"}
        taken = (await http.post("/kb/v1/feedback", json=said)).json()
        assert taken["changed"]
        assert not (await http.post("/kb/v1/feedback", json=said)).json()["changed"]
        assert (await http.post("/kb/v1/feedback", json=said, headers=VIEWER)).status_code == 401
        own = await http.post(f"{DESK}/feedback", json=said, headers=VIEWER)
        assert own.status_code == 200
        assert (await seen(http, "/feedback", source="staff"))["feedback"][0]["account"] == "lin"
        triage = {"revision": 1, "state": "assigned", "cause": "worded_badly", "assignee": "wu"}
        path = f"{DESK}/feedback/{taken['id']}/triage"
        done = (await http.post(path, json=triage, headers=EDITOR)).json()
        assert (done["assignee"], done["asked"]["trace_id"]) == ("wu", "t-1")
        unknown = await http.post("/kb/v1/feedback", json={"trace_id": "gone", "kind": "wrong"})
        assert (unknown.status_code, unknown.json()["error"]["code"]) == (404, "asked_unknown")


async def test_other_services_pass_on_what_people_say(knowledge: Knowledge, desk: KnowledgeDesk) -> None:
    async with service(knowledge, desk) as http:
        await given(http, ASKED, "t-1")
        client = KnowledgeClient(http)
        said = CallersFeedback(trace_id="t-1", kind=FeedbackKind.EXPIRED, key="c-1:m-1")
        assert (await client.feedback(said)).changed
        again = said.model_copy(update={"kind": FeedbackKind.WRONG})
        assert not (await client.feedback(again)).changed
        rating = RatingRequest(key="c-1", level=2)
        assert [(await client.rate(rating)).changed for _ in range(2)] == [True, False]
        with pytest.raises(AskedUnknown):
            await client.feedback(said.model_copy(update={"trace_id": "gone", "key": ""}))


async def test_figures_of_a_period_and_of_weeks(knowledge: Knowledge, desk: KnowledgeDesk) -> None:
    async with service(knowledge, desk) as http:
        await given(http, ASKED, "t-1")
        desk.asked.log.flush()
        rating = {"key": "c-1", "level": 5, "channel": "wechat", "region": "440104"}
        assert (await http.post("/kb/v1/ratings", json=rating)).json() == {"changed": True}
        figures = await seen(http, "/analytics", **PERIOD, channel="wechat")
        assert (figures["answers"], figures["average_rating"]) == (1, 5.0)
        table = await http.get(f"{DESK}/analytics.csv", params=PERIOD, headers=VIEWER)
        assert "回答次数,1" in table.content.decode("utf-8-sig")
        assert table.headers["content-disposition"].endswith('"analytics-2030-03-14-2030-03-20.csv"')
        turned = {"first_day": PERIOD["last_day"], "last_day": PERIOD["first_day"]}
        refused = await http.get(f"{DESK}/analytics", params=turned, headers=VIEWER)
        assert (refused.status_code, refused.json()["error"]["code"]) == (422, "period_invalid")
        assert await seen(http, "/weekly-reports") == []
        for path in ("/weekly-reports/2030-03-11", "/weekly-reports/2030-03-11/table.csv"):
            assert (await http.get(f"{DESK}{path}", headers=VIEWER)).status_code == 404


async def test_what_is_noted_is_written_when_the_service_stops(
    knowledge: Knowledge, desk: KnowledgeDesk
) -> None:
    async with service(knowledge, desk) as http:
        await given(http, ASKED, "t-1")
    assert desk.asked.answers.given_since(CLOCK.today())[0].times == 1
