"""The texts behind citations come from the knowledge service, and stay with the run."""

from datetime import date
from pathlib import Path

from fastapi import FastAPI, Header
from fastapi.responses import JSONResponse

from evaluation.load.processes import free_port
from evaluation.safety.letters import CitedVersion, cited_versions, fetch, keep, kept, text_with
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
            "effective_from": "2022-12-30",
        }
        sections = [
            {"path": ["灯笼规划", "一"], "text": "甲。"},
            {"path": ["灯笼规划", "二"], "text": "乙。"},
        ]
        return JSONResponse({"document_id": document, "version": summary, "sections": sections})

    return app


def test_every_cited_version_is_fetched_and_an_unknown_one_left_out() -> None:
    with served(small_knowledge()) as port:
        url = f"http://127.0.0.1:{port}"
        found = fetch({"plan-a:2", "plan-b:1"}, url=url, token=TOKEN)
    assert list(found) == ["plan-a:2"]
    assert found["plan-a:2"].texts[:2] == ["甲。", "乙。"]


def test_headings_are_text_of_the_version_and_its_days_are_known() -> None:
    with served(small_knowledge()) as port:
        [version] = fetch({"plan-a:2"}, url=f"http://127.0.0.1:{port}", token=TOKEN).values()
    assert version.texts[2:] == ["灯笼规划", "一", "二"]
    assert version.days == [date(2022, 12, 30)]


def test_without_a_knowledge_service_no_text_is_known() -> None:
    assert fetch({"plan-a:1"}, url=f"http://127.0.0.1:{free_port()}", token=TOKEN) == {}


def test_versions_are_read_from_all_turns() -> None:
    earlier = body_with(make_answer(citation={"version": 7}))
    assert cited_versions([said_with(make_answer(), earlier=[earlier])]) == {"plan-a:1", "plan-a:7"}


def test_texts_stay_with_the_run(tmp_path: Path) -> None:
    assert kept(tmp_path) == {}
    texts = {"plan-a:1": CitedVersion(texts=["甲。"], days=[date(2022, 12, 30)])}
    keep(texts, tmp_path)
    assert kept(tmp_path) == texts


def test_a_quote_is_found_whatever_its_blanks_and_width() -> None:
    assert text_with("第 1 条,甲", ["乙", "第1条,甲。"]) == "第1条,甲。"
    assert text_with("第2条", ["乙", "第1条"]) is None
