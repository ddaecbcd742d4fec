"""The knowledge service as other services see it."""

import httpx
import pytest

from knowledge_base.client import KnowledgeClient
from knowledge_base.errors import (
    ContentMismatch,
    FormatUnknown,
    KnowledgeUnavailable,
    QuestionEmpty,
    RegionUnknown,
)
from knowledge_base.service import Knowledge
from knowledge_base.wire import AnswerRequest
from tests.knowledge_base.fakes import FakeEmbedder
from tests.knowledge_base.publish.policies import OFFICIAL
from tests.knowledge_base.web.conftest import running

pytestmark = pytest.mark.anyio

QUESTION = AnswerRequest(question="网上失业登记要几天", region="440104")


async def test_an_answer_carries_the_callers_trace_id(client: KnowledgeClient) -> None:
    assert (await client.answer(QUESTION, trace_id="trace-7")).trace_id == "trace-7"


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


async def test_a_service_that_does_not_answer_is_unavailable() -> None:
    def refuse(request: httpx.Request) -> httpx.Response:
        raise httpx.ConnectError("refused", request=request)

    async with httpx.AsyncClient(transport=httpx.MockTransport(refuse), base_url="http://kb") as http:
        with pytest.raises(KnowledgeUnavailable):
            await KnowledgeClient(http).documents()
