"""The texts behind citations come from the knowledge service, and stay with the run."""

from pathlib import Path

from fastapi import FastAPI, Header
from fastapi.responses import JSONResponse

from evaluation.load.processes import free_port
from evaluation.safety.letters import cited_versions, fetch, keep, kept, section_with
from tests.evaluation.safety.made import body_with, make_answer, said_with
from tests.standins.loopback import served

TOKEN = "service-token"


def small_knowledge() -> FastAPI:
    app = FastAPI()

    @app.get("/kb/v1/documents/{document}/versions/{number}")
    def version(document: str, number: int, authorization: str = Header()) -> JSONResponse:
        if authorization != f"Bearer {TOKEN}" or document != "plan-a":
            return JSONResponse({"error": {"code": "document_unknown"}}, status_code=404)
        summary = {
            "number": number,
            "source": "official",
            "state": "published",
            "created_at": "2026-01-05T10:00:00+08:00",
        }
        sections = [{"path": ["一"], "text": "甲。"}, {"path": ["二"], "text": "乙。"}]
        return JSONResponse({"document_id": document, "version": summary, "sections": sections})

    return app


def test_every_cited_version_is_fetched_and_an_unknown_one_left_out() -> None:
    with served(small_knowledge()) as port:
        url = f"http://127.0.0.1:{port}"
        assert fetch({"plan-a:2", "plan-b:1"}, url=url, token=TOKEN) == {"plan-a:2": ["甲。", "乙。"]}


def test_without_a_knowledge_service_no_text_is_known() -> None:
    assert fetch({"plan-a:1"}, url=f"http://127.0.0.1:{free_port()}", token=TOKEN) == {}


def test_versions_are_read_from_all_turns() -> None:
    earlier = body_with(make_answer(citation={"version": 7}))
    assert cited_versions([said_with(make_answer(), earlier=[earlier])]) == {"plan-a:1", "plan-a:7"}


def test_texts_stay_with_the_run(tmp_path: Path) -> None:
    assert kept(tmp_path) == {}
    keep({"plan-a:1": ["甲。"]}, tmp_path)
    assert kept(tmp_path) == {"plan-a:1": ["甲。"]}


def test_a_quote_is_found_whatever_its_blanks_and_width() -> None:
    assert section_with("第 1 条,甲", ["乙", "第1条,甲。"]) == "第1条,甲。"
    assert section_with("第2条", ["乙", "第1条"]) is None
