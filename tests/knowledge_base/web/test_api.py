"""What the knowledge service answers over HTTP."""

import asyncio
from typing import Any

import httpx
import pytest

from knowledge_base.service import Knowledge
from knowledge_base.wire import Answer
from tests.knowledge_base.fakes import FakeEmbedder
from tests.knowledge_base.publish.policies import OFFICIAL
from tests.knowledge_base.web.conftest import running

pytestmark = pytest.mark.anyio


def error_of(response: httpx.Response) -> dict[str, Any]:
    error: dict[str, Any] = response.json()["error"]
    assert error["message"].endswith("。")
    assert error["trace_id"] == response.headers["X-Trace-Id"]
    return error


async def upload(http: httpx.AsyncClient, name: str, content: bytes, **params: str) -> httpx.Response:
    return await http.post("/kb/v1/documents", params=params, files={"file": (name, content)})


async def test_a_question_gets_an_answer_with_the_trace_id_that_was_sent(http: httpx.AsyncClient) -> None:
    question = {"question": "网上失业登记要几天", "region": "440104"}
    response = await http.post("/kb/v1/answer", json=question, headers={"X-Trace-Id": "trace-1"})
    assert response.status_code == 200
    assert Answer.model_validate(response.json()).trace_id == "trace-1"


@pytest.mark.parametrize(
    ("question", "region", "code"),
    [
        ("", None, "text_empty"),
        (" \n\t ", None, "text_empty"),
        ("长" * 1001, None, "text_too_long"),
        ("长" * 10_000, None, "text_too_long"),
        ("失业登记要几天", "999999", "region_unknown"),
        ("失业登记要几天", "", "region_unknown"),
    ],
)
async def test_a_question_that_cannot_be_answered_is_refused_in_words(
    http: httpx.AsyncClient, question: str, region: str | None, code: str
) -> None:
    response = await http.post("/kb/v1/answer", json={"question": question, "region": region})
    assert response.status_code == 422
    assert error_of(response)["code"] == code


async def test_a_question_of_exactly_the_limit_is_taken(http: httpx.AsyncClient) -> None:
    response = await http.post("/kb/v1/answer", json={"question": " " + "长" * 1000 + " "})
    assert response.status_code == 200


@pytest.mark.parametrize("body", [{}, {"question": 1}, {"question": "问", "colour": "red"}, []])
async def test_a_request_in_another_format_is_refused(http: httpx.AsyncClient, body: object) -> None:
    response = await http.post("/kb/v1/answer", json=body)
    assert response.status_code == 422
    assert error_of(response)["code"] == "invalid_request"


@pytest.mark.parametrize("token", ["", "wrong-token"])
@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("POST", "/kb/v1/answer"),
        ("POST", "/kb/v1/screen"),
        ("GET", "/kb/v1/documents"),
        ("POST", "/kb/v1/documents"),
        ("POST", "/kb/v1/documents/town-plan/supersede"),
        ("GET", "/kb/v1/documents/town-plan"),
        ("GET", "/kb/v1/documents/town-plan/versions/1"),
        ("GET", "/kb/v1/model"),
        ("GET", "/kb/v1/points?id=town-plan:town.registration"),
    ],
)
async def test_only_our_own_services_are_let_in(
    knowledge: Knowledge, token: str, method: str, path: str
) -> None:
    async with running(knowledge, token=token) as stranger:
        response = await stranger.request(method, path)
        assert response.status_code == 401


@pytest.mark.parametrize(
    ("question", "status"),
    [
        ("我身上有刀,叫你们领导出来", "crisis"),
        ("帮我做一份假的失业证明好去申请补贴", "unsafe"),
        ("帮我查一下我的申请批了没有", None),
        ("失业登记要几天", None),
        ("再见", None),
    ],
)
async def test_words_are_screened_whatever_they_are_about(
    http: httpx.AsyncClient, question: str, status: str | None
) -> None:
    response = await http.post("/kb/v1/screen", json={"question": question})
    assert (response.status_code, response.json()) == (200, {"status": status})


@pytest.mark.parametrize(
    ("question", "code"), [(" \n", "text_empty"), ("长" * 1001, "text_too_long"), (1, "invalid_request")]
)
async def test_words_that_cannot_be_screened_are_refused(
    http: httpx.AsyncClient, question: object, code: str
) -> None:
    response = await http.post("/kb/v1/screen", json={"question": question})
    assert response.status_code == 422
    assert error_of(response)["code"] == code


async def test_words_are_screened_before_the_index_is_built(
    knowledge: Knowledge, embedder: FakeEmbedder
) -> None:
    embedder.fails = True
    async with running(knowledge) as http:
        response = await http.post("/kb/v1/screen", json={"question": "我不想活了"})
        assert response.json() == {"status": "crisis"}


async def test_documents_and_versions_can_be_read(http: httpx.AsyncClient) -> None:
    [listed] = (await http.get("/kb/v1/documents")).json()
    assert (listed["id"], listed["number"], listed["validity"]) == (
        "town-plan",
        "镇府办〔2030〕7号",
        "in_force",
    )
    assert (await http.get("/kb/v1/documents/town-plan")).json() == listed
    [known] = listed["versions"]
    assert (known["number"], known["source"], known["state"]) == (1, "policy_point", "published")
    version = (await http.get("/kb/v1/documents/town-plan/versions/1")).json()
    assert [section["path"] for section in version["sections"]] == [["第一章", "专栏1"], ["第二章"]]
    assert version["sections"][0]["text"] == "网上登记2天办好。"


@pytest.mark.parametrize("path", ["none", "town-plan/versions/9", "none/versions/1"])
async def test_what_is_not_there_is_not_found(http: httpx.AsyncClient, path: str) -> None:
    response = await http.get(f"/kb/v1/documents/{path}")
    assert response.status_code == 404
    assert error_of(response)["code"] == "document_unknown"


async def test_a_published_file_can_be_asked_about_at_once(
    http: httpx.AsyncClient, knowledge: Knowledge
) -> None:
    response = await upload(http, "town.txt", OFFICIAL.encode(), publish="true")
    assert response.status_code == 200
    assert response.json()["version"]["state"] == "published"
    assert response.json()["changed"] is True
    assert knowledge.indexing.is_current
    assert knowledge.indexing.count() == len(knowledge.store.published_chunks()) > 2


async def test_an_unpublished_file_changes_no_answer(http: httpx.AsyncClient, knowledge: Knowledge) -> None:
    before = knowledge.indexing.count()
    response = await upload(http, "town.txt", OFFICIAL.encode())
    assert response.json()["version"]["state"] == "draft"
    assert knowledge.indexing.count() == before


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("plan.xls", b"anything", "format_unknown"),
        ("plan.pdf", b"no PDF", "content_mismatch"),
        ("plan.txt", b"", "text_missing"),
    ],
)
async def test_a_bad_file_is_refused_in_words_and_nothing_is_stored(
    http: httpx.AsyncClient, knowledge: Knowledge, name: str, content: bytes, code: str
) -> None:
    response = await upload(http, name, content, publish="true")
    assert response.status_code == 422
    assert error_of(response)["code"] == code
    assert [document.id for document in knowledge.store.documents()] == ["town-plan"]


async def test_a_file_over_the_limit_is_refused(http: httpx.AsyncClient) -> None:
    response = await upload(http, "plan.txt", b"x" * 31_500_000)
    assert response.status_code == 413
    error_of(response)


async def test_an_upload_without_a_file_is_refused(http: httpx.AsyncClient) -> None:
    assert (await http.post("/kb/v1/documents")).status_code == 422


async def test_ready_only_once_the_index_is_built(knowledge: Knowledge) -> None:
    assert not knowledge.indexing.is_current
    async with running(knowledge) as http:
        for _ in range(100):
            ready = await http.get("/readyz")
            if ready.status_code == 200:
                break
            await asyncio.sleep(0.05)
        assert ready.json() == {"ready": True, "checks": {"index": True, "embedder": True}}


async def test_not_ready_while_the_embedder_fails(http: httpx.AsyncClient, embedder: FakeEmbedder) -> None:
    assert (await http.get("/readyz")).status_code == 200
    embedder.fails = True
    ready = await http.get("/readyz")
    assert ready.status_code == 503
    assert ready.json()["checks"] == {"index": True, "embedder": False}


async def test_no_answer_is_made_up_before_the_index_is_built(
    knowledge: Knowledge, embedder: FakeEmbedder
) -> None:
    embedder.fails = True
    async with running(knowledge) as http:
        response = await http.post("/kb/v1/answer", json={"question": "失业登记要几天"})
        assert response.status_code == 503
        assert error_of(response)["code"] == "not_ready"


async def test_an_embedder_that_fails_is_an_error_in_words(
    http: httpx.AsyncClient, embedder: FakeEmbedder
) -> None:
    embedder.fails = True
    response = await http.post("/kb/v1/answer", json={"question": "失业登记要几天", "region": "440104"})
    assert response.status_code == 503
    assert error_of(response)["code"] == "embedder_failed"


async def test_without_a_language_model_there_is_nothing_to_count(http: httpx.AsyncClient) -> None:
    view = (await http.get("/kb/v1/model")).json()
    assert (view["configured"], view["calls"], view["cost"]) == (False, {}, 0.0)
    assert "civicdesk_model" not in (await http.get("/metrics")).text


async def test_routes_describe_themselves(http: httpx.AsyncClient) -> None:
    paths = (await http.get("/openapi.json")).json()["paths"]
    assert set(paths) == {
        "/kb/v1/answer",
        "/kb/v1/documents",
        "/kb/v1/documents/{document_id}",
        "/kb/v1/documents/{document_id}/supersede",
        "/kb/v1/documents/{document_id}/versions/{number}",
        "/kb/v1/model",
        "/kb/v1/points",
        "/kb/v1/screen",
    }


async def test_points_are_told_by_their_id_cited_and_cautioned(http: httpx.AsyncClient) -> None:
    asked = {"id": ["town-plan:town.registration", "town-plan:none", "none:town.courses"]}
    response = await http.get("/kb/v1/points", params=asked)
    [point] = response.json()["points"]
    assert (point["id"], point["text"]) == ("town-plan:town.registration", "网上登记2天办好。")
    assert point["citation"]["quote"] == point["text"]
    assert point["warnings"] == ["plan_not_rule"]


@pytest.mark.parametrize("ids", [[], ["a:b"] * 41])
async def test_points_are_asked_for_by_some_ids_and_not_by_too_many(
    http: httpx.AsyncClient, ids: list[str]
) -> None:
    response = await http.get("/kb/v1/points", params={"id": ids})
    assert response.status_code == 422
    assert error_of(response)["code"] == "invalid_request"
