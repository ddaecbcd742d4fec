"""First days and superseding documents, over HTTP."""

from datetime import date, timedelta
from typing import Any

import httpx
import pytest

from knowledge_base.service import Knowledge
from knowledge_base.wire import Answer, Superseded
from tests.knowledge_base.publish.policies import OFFICIAL

pytestmark = pytest.mark.anyio

FEWER_DAYS = OFFICIAL.replace("2个工作日", "1个工作日")
VILLAGE = OFFICIAL.replace("镇", "乡").replace("1月14日", "1月15日")
FIRST_DAY, CHANGE = date(2030, 1, 14), date(2030, 1, 15)
NOBODY = "文件/没有.txt"


async def upload(http: httpx.AsyncClient, text: str, **options: str) -> httpx.Response:
    return await http.post("/kb/v1/documents", params=options, files={"file": ("town.txt", text.encode())})


async def published(http: httpx.AsyncClient, text: str, **options: str) -> dict[str, Any]:
    response = await upload(http, text, publish="true", **options)
    assert response.status_code == 200
    taken: dict[str, Any] = response.json()
    return taken


async def supersede(http: httpx.AsyncClient, old: str, **body: object) -> httpx.Response:
    return await http.post(f"/kb/v1/documents/{old}/supersede", json=body)


async def asked(http: httpx.AsyncClient, question: str, *, as_of: date | None = None) -> Answer:
    body = {"question": question, "region": "440104", "as_of": as_of and as_of.isoformat()}
    response = await http.post("/kb/v1/answer", json=body)
    assert response.status_code == 200
    return Answer.model_validate(response.json())


def refusal(response: httpx.Response) -> tuple[int, str, str]:
    error = response.json()["error"]
    return response.status_code, error["code"], error["message"]


async def test_a_text_holds_from_the_day_that_is_given(http: httpx.AsyncClient, knowledge: Knowledge) -> None:
    await published(http, OFFICIAL)
    taken = await published(http, FEWER_DAYS, effective_from="2030-01-15")
    assert taken["version"]["effective_from"] == "2030-01-15"
    versions = knowledge.store.versions(taken["document"]["id"])
    official = [version for version in versions if version.file_name]
    assert [(version.effective_from, version.effective_to) for version in official] == [
        (FIRST_DAY, FIRST_DAY),
        (CHANGE, None),
    ]


async def test_the_same_file_again_keeps_the_day_that_was_given(http: httpx.AsyncClient) -> None:
    first = await published(http, OFFICIAL, effective_from="2029-05-01")
    again = await published(http, OFFICIAL)
    assert not again["changed"]
    assert again["version"] == first["version"]
    corrected = await published(http, OFFICIAL, effective_from="2029-06-01")
    assert corrected["changed"]
    assert corrected["version"]["effective_from"] == "2029-06-01"


async def test_a_draft_keeps_the_day_that_was_given_for_when_it_is_published(http: httpx.AsyncClient) -> None:
    await upload(http, OFFICIAL)
    draft = (await upload(http, OFFICIAL, effective_from="2029-05-01")).json()
    assert (draft["version"]["state"], draft["version"]["effective_from"]) == ("draft", "2029-05-01")
    assert (await published(http, OFFICIAL))["version"]["effective_from"] == "2029-05-01"


@pytest.mark.parametrize(
    "day", ["昨天", "2025-02-30", "2025-13-01", "20250101", "0", "", "0225-01-01", "20250-01-01"]
)
async def test_what_is_no_day_is_refused_in_words_and_nothing_is_stored(
    http: httpx.AsyncClient, knowledge: Knowledge, day: str
) -> None:
    before = knowledge.store.versions("town-plan")
    status, code, told = refusal(await upload(http, OFFICIAL, publish="true", effective_from=day))
    assert (status, code) == (422, "date_unreadable")
    assert f"“{day}”读不出来" in told
    assert "2025-01-01" in told
    assert knowledge.store.versions("town-plan") == before
    status, code, _ = refusal(await supersede(http, "town-plan", by="town-plan", on=day))
    assert (status, code) == (422, "date_unreadable")


async def test_a_document_gives_way_to_another_from_the_day_on(http: httpx.AsyncClient) -> None:
    old = (await published(http, OFFICIAL))["document"]["id"]
    new = (await published(http, VILLAGE))["document"]["id"]
    response = await supersede(http, old, by=new, on=CHANGE.isoformat())
    assert response.status_code == 200
    told = Superseded.model_validate(response.json())
    assert (told.document.id, told.successor.id, told.changed, told.doubts) == (old, new, True, [])
    assert (told.document.superseded_by, told.document.superseded_on) == (new, CHANGE)
    question = "每年组织培训班，面向全体居民开放，不收取任何费用吗"
    for as_of, answers in ((None, new), (CHANGE, new), (FIRST_DAY, old)):
        answer = await asked(http, question, as_of=as_of)
        assert {citation.document_id for citation in answer.citations} == {answers}


async def test_the_same_again_changes_nothing_and_another_day_does(http: httpx.AsyncClient) -> None:
    old, new = [(await published(http, text))["document"]["id"] for text in (OFFICIAL, VILLAGE)]
    changed = []
    for day in ("2030-01-15", "2030-01-15", "2030-02-01", "2030-02-01"):
        told = (await supersede(http, old, by=new, on=day)).json()
        changed.append(told["changed"])
        assert told["document"]["superseded_on"] == day
    assert changed == [True, False, True, False]


async def test_a_successor_that_is_not_published_is_pointed_out(http: httpx.AsyncClient) -> None:
    new = (await upload(http, VILLAGE)).json()["document"]["id"]
    told = (await supersede(http, "town-plan", by=new, on="2030-01-15")).json()
    assert told["changed"]
    assert "还没有发布" in told["doubts"][0]


@pytest.mark.parametrize(("old", "by"), [(NOBODY, "town-plan"), ("town-plan", NOBODY)])
async def test_a_document_that_is_not_there_is_named(http: httpx.AsyncClient, old: str, by: str) -> None:
    status, code, told = refusal(await supersede(http, old, by=by, on="2030-01-15"))
    assert (status, code) == (404, "document_unknown")
    assert told == f"没有找到编号为“{NOBODY}”的文件，请核对文件编号。"


async def test_a_document_in_its_own_place_is_refused(http: httpx.AsyncClient) -> None:
    status, code, told = refusal(await supersede(http, "town-plan", by="town-plan", on="2030-01-15"))
    assert (status, code) == (409, "superseded_by_itself")
    assert "同一份" in told


async def test_a_circle_is_refused_and_leaves_all_as_it_was(
    http: httpx.AsyncClient, knowledge: Knowledge
) -> None:
    texts = (OFFICIAL, VILLAGE, OFFICIAL.replace("镇", "村"))
    first, second, third = [(await published(http, text))["document"]["id"] for text in texts]
    for old, new in ((first, second), (second, third)):
        assert (await supersede(http, old, by=new, on="2030-01-15")).status_code == 200
    before = knowledge.store.documents()
    for old, new in ((third, first), (second, first)):
        status, code, told = refusal(await supersede(http, old, by=new, on="2030-01-15"))
        assert (status, code) == (409, "superseded_by_itself")
        assert "互相替代" in told
    assert knowledge.store.documents() == before


async def test_a_successor_whose_own_successor_is_gone_is_taken(
    http: httpx.AsyncClient, knowledge: Knowledge
) -> None:
    new = (await published(http, VILLAGE))["document"]["id"]
    knowledge.store.supersede(new, by="gone", on=CHANGE)
    assert (await supersede(http, "town-plan", by=new, on="2030-01-15")).json()["changed"]


@pytest.mark.parametrize(
    "body", [{}, {"by": "town-plan"}, {"on": "2030-01-15"}, {"by": 1, "on": "2030-01-15"}]
)
async def test_a_request_without_its_parts_is_refused(
    http: httpx.AsyncClient, body: dict[str, object]
) -> None:
    status, code, _ = refusal(await supersede(http, "town-plan", **body))
    assert (status, code) == (422, "invalid_request")


async def test_a_citation_says_whether_the_paper_was_in_force_on_the_day_asked_about(
    http: httpx.AsyncClient,
) -> None:
    stated = OFFICIAL.replace("镇", "乡").replace("任何费用。", "任何费用。本规划有效期至2030年3月31日。")
    taken = await published(http, stated)
    last_day = date.fromisoformat(taken["document"]["effective_to"])
    assert last_day == date(2030, 3, 31)
    for as_of, validity in ((last_day, "in_force"), (last_day + timedelta(days=1), "expired")):
        answer = await asked(http, "每年组织培训班，面向全体居民开放，不收取任何费用吗", as_of=as_of)
        found = [
            citation.validity
            for citation in answer.citations
            if citation.document_id == taken["document"]["id"]
        ]
        assert set(found) == {validity}
