"""The knowledge service as other services see it."""

from datetime import date

import httpx
import pytest

from knowledge_base.client import KnowledgeClient
from knowledge_base.errors import (
    ContentMismatch,
    DocumentUnknown,
    FormatUnknown,
    KnowledgeUnavailable,
    QuestionEmpty,
    RegionUnknown,
    SupersededByItself,
)
from knowledge_base.service import Knowledge
from knowledge_base.wire import AnswerRequest, ScreenRequest, Status
from tests.knowledge_base.fakes import FakeEmbedder
from tests.knowledge_base.publish.policies import OFFICIAL
from tests.knowledge_base.web.conftest import running

pytestmark = pytest.mark.anyio

QUESTION = AnswerRequest(question="网上失业登记要几天", region="440104")


async def test_an_answer_carries_the_callers_trace_id(client: KnowledgeClient) -> None:
    assert (await client.answer(QUESTION, trace_id="trace-7")).trace_id == "trace-7"


async def test_words_are_screened(client: KnowledgeClient) -> None:
    screened = await client.screen(ScreenRequest(question="我不想活了"), trace_id="t")
    assert screened.status is Status.CRISIS
    assert (await client.screen(ScreenRequest(question="你好"), trace_id="t")).status is None
    with pytest.raises(QuestionEmpty):
        await client.screen(ScreenRequest(question=" "), trace_id="t")


async def test_points_are_told_by_their_id(client: KnowledgeClient) -> None:
    told = await client.points(["town-plan:town.courses", "town-plan:none"], trace_id="t")
    assert [point.id for point in told.points] == ["town-plan:town.courses"]


async def test_a_refusal_is_the_same_error_here_as_there(client: KnowledgeClient) -> None:
    with pytest.raises(QuestionEmpty):
        await client.answer(AnswerRequest(question=" "), trace_id="t")
    with pytest.raises(RegionUnknown):
        await client.answer(AnswerRequest(question="问", region="1"), trace_id="t")
    with pytest.raises(FormatUnknown):
        await client.ingest("plan.xls", b"x", publish=False)
    with pytest.raises(ContentMismatch) as refused:
        await client.ingest("plan.pdf", b"x", publish=False)
    assert refused.value.message == ContentMismatch.message


async def test_a_file_is_taken_in_and_listed(client: KnowledgeClient) -> None:
    taken = await client.ingest("folder/town.txt", OFFICIAL.encode(), publish=True, region="440104")
    assert taken.changed
    assert taken.version.file_name == "town.txt"
    listed = await client.documents()
    assert taken.document.id in {document.id for document in listed}


async def test_a_first_day_goes_with_the_file(client: KnowledgeClient) -> None:
    first_day = date(2029, 5, 1)
    taken = await client.ingest("town.txt", OFFICIAL.encode(), publish=True, effective_from=first_day)
    assert taken.version.effective_from == first_day


async def test_one_document_takes_the_place_of_another(client: KnowledgeClient) -> None:
    new = (await client.ingest("new.txt", OFFICIAL.replace("镇", "乡").encode(), publish=True)).document.id
    day = date(2030, 1, 15)
    told = await client.supersede("town-plan", by=new, on=day)
    assert (told.document.superseded_by, told.document.superseded_on, told.changed) == (new, day, True)
    with pytest.raises(SupersededByItself) as circle:
        await client.supersede(new, by="town-plan", on=day)
    assert circle.value.message == SupersededByItself.message
    with pytest.raises(DocumentUnknown) as unknown:
        await client.supersede("a/b?", by=new, on=day)
    assert "没有找到" in unknown.value.message


async def test_a_question_as_of_a_day_is_answered_as_of_it(client: KnowledgeClient) -> None:
    asked = QUESTION.model_copy(update={"as_of": date(2030, 3, 1)})
    assert (await client.answer(asked, trace_id="t")).as_of == date(2030, 3, 1)


async def test_a_failing_service_is_unavailable(client: KnowledgeClient, embedder: FakeEmbedder) -> None:
    embedder.fails = True
    with pytest.raises(KnowledgeUnavailable):
        await client.answer(QUESTION, trace_id="t")


async def test_a_wrong_token_is_unavailable(knowledge: Knowledge) -> None:
    async with running(knowledge, token="wrong") as http:
        with pytest.raises(KnowledgeUnavailable):
            await KnowledgeClient(http).documents()


@pytest.mark.parametrize(
    "response",
    [
        httpx.Response(200, text="<html>proxy</html>"),
        httpx.Response(200, json={"status": "answered"}),
        httpx.Response(500, text="crash"),
        httpx.Response(422, json={"detail": "another service"}),
        httpx.Response(302, headers={"Location": "/login"}),
    ],
    ids=["page", "part of an answer", "crash", "another format", "redirect"],
)
async def test_anything_in_another_format_is_unavailable(response: httpx.Response) -> None:
    transport = httpx.MockTransport(lambda _: response)
    async with httpx.AsyncClient(transport=transport, base_url="http://kb") as http:
        with pytest.raises(KnowledgeUnavailable):
            await KnowledgeClient(http).answer(QUESTION, trace_id="t")
        with pytest.raises(KnowledgeUnavailable):
            await KnowledgeClient(http).screen(ScreenRequest(question="问"), trace_id="t")


async def test_a_service_that_does_not_answer_is_unavailable() -> None:
    def refuse(request: httpx.Request) -> httpx.Response:
        raise httpx.ConnectError("refused", request=request)

    async with httpx.AsyncClient(transport=httpx.MockTransport(refuse), base_url="http://kb") as http:
        with pytest.raises(KnowledgeUnavailable):
            await KnowledgeClient(http).documents()
