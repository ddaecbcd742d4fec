"""What is told of a document itself, from its record: its number, its issuer, whether it holds."""

from dataclasses import replace
from datetime import date

import pytest

from knowledge_base.answer.record import figures_on_record, is_of_record, tell_record
from knowledge_base.answer.steps.understand import want_of
from knowledge_base.ingest.record import chunks_of_record
from knowledge_base.models import Chunk, Document, DocumentHead, ParsedDocument, PointKind, Validity
from knowledge_base.wire import AnswerWarning, Status
from tests.knowledge_base.answer.town import LIMIT, RIVER, TODAY, YUEXIU, Entry, Town, town

WITHIN = date(2024, 6, 1)
SIGNED = replace(RIVER, signed_on=date(2021, 12, 28))


def _entries(document: Document) -> list[Entry]:
    """The passages that ingestion makes for a document's record."""
    parsed = ParsedDocument(head=DocumentHead(title=document.title), text=document.title, sections=())
    chunks = chunks_of_record(parsed, document_id=document.id, version=2, region=document.region)
    return [
        Entry(
            document,
            chunk.quote,
            chunk.kind,
            chunk.subject,
            chunk.wordings,
            chunk.source,
            path=chunk.path,
            text=chunk.text,
        )
        for chunk in chunks
    ]


def _town(document: Document) -> Town:
    return town(replace(LIMIT, document=document), *_entries(document))


def _chunk(document: Document, kind: PointKind) -> Chunk:
    [entry] = [entry for entry in _entries(document) if entry.kind is kind]
    return town(entry).chunks[entry.quote]


def _validity(document: Document, *, as_of: date = TODAY) -> str:
    return tell_record(_chunk(document, PointKind.TARGET), document, as_of=as_of)


def _publication(document: Document) -> str:
    return tell_record(_chunk(document, PointKind.RECORD), document, as_of=TODAY)


def test_only_the_passages_of_the_record_are_of_it() -> None:
    base = _town(RIVER)
    of_record = [chunk for chunk in base.store.chunks_by_id.values() if is_of_record(chunk)]
    assert [chunk.kind for chunk in of_record] == [PointKind.TARGET, PointKind.RECORD]
    assert not is_of_record(base.chunks[LIMIT.quote])


def test_in_force_within_its_period() -> None:
    told = _validity(RIVER, as_of=WITHIN)
    assert told == (
        "《河岸便民服务规划》：我这里没有它失效或废止的记录。它的目标管到2025年。"
        "要引用，请再到发布单位的网站核对一次。"
    )


def test_a_period_that_has_ended_by_the_day_asked_about_is_said_to_have_ended() -> None:
    told = _validity(RIVER, as_of=date(2026, 1, 1))
    assert "它的目标只管到2025年，规划期已经结束。" in told
    assert "要引用" not in told
    assert "已经结束" not in _validity(RIVER, as_of=date(2025, 12, 31))


@pytest.mark.parametrize(
    ("validity", "said"), [(Validity.EXPIRED, "已经失效"), (Validity.REPEALED, "已经废止")]
)
def test_what_no_longer_holds_is_said_first(validity: Validity, said: str) -> None:
    told = _validity(replace(RIVER, validity=validity), as_of=WITHIN)
    assert told.startswith(f"《河岸便民服务规划》：{said}，不能当现行规定用。")
    assert "没有它失效或废止的记录" not in told
    assert "要引用" not in told


def test_a_paper_that_ceased_on_a_day_holds_before_it_and_not_after() -> None:
    ceased = replace(RIVER, effective_to=date(2024, 12, 31), period_to=None)
    assert "没有它失效或废止的记录" in _validity(ceased, as_of=date(2024, 12, 31))
    assert "已经失效" in _validity(ceased, as_of=date(2025, 1, 1))


def test_without_a_period_nothing_is_said_of_one() -> None:
    told = _validity(replace(RIVER, period_to=None))
    assert "目标" not in told
    assert "没有它失效或废止的记录" in told


def test_where_it_comes_from() -> None:
    assert _publication(SIGNED) == (
        "《河岸便民服务规划》：文号是河便〔2021〕3号。发布单位是河岸便民办公室。"
        "落款日期是2021年12月28日。网页发布日期是2022年2月2日。"
    )


def test_what_is_not_on_record_is_not_said() -> None:
    told = _publication(replace(RIVER, number=None, published_on=None))
    assert told == "《河岸便民服务规划》：没有写文号。发布单位是河岸便民办公室。"


def test_the_figures_on_record_are_those_of_the_title_the_number_and_the_days() -> None:
    on_record = figures_on_record(SIGNED)
    for said in (SIGNED.title, "河便〔2021〕3号", "2021年12月28日", "2022年2月2日", "2025年12月31日"):
        assert said in on_record
    bare = replace(RIVER, number=None, published_on=None, period_from=None, period_to=None)
    assert figures_on_record(bare).split() == [RIVER.title]


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("这份规划的文号是多少", "河便〔2021〕3号"),
        ("这份规划是哪个单位发的", "河岸便民办公室"),
        ("这份规划还有效吗", "没有它失效或废止的记录"),
        ("规划期到什么时候", "2025年"),
        ("这份规划什么时候发布的", "2022年2月2日"),
        ("这份规划落款是哪一天", "2021年12月28日"),
    ],
)
def test_a_question_about_the_document_is_answered_from_its_record(question: str, said: str) -> None:
    answer = _town(SIGNED).ask(question, region=YUEXIU)
    assert answer.status is Status.ANSWERED
    assert said in answer.text
    assert [citation.quote for citation in answer.citations] == [SIGNED.title]
    assert [citation.quote_kind for citation in answer.citations] == ["official"]


def test_what_was_taken_in_as_one_thing_is_told_as_the_record_is_today() -> None:
    repealed = replace(RIVER, validity=Validity.REPEALED)
    answer = _town(repealed).ask("这份规划还有效吗", region=YUEXIU)
    assert "已经废止" in answer.text
    assert AnswerWarning.EXPIRED in answer.warnings


def test_the_period_is_judged_on_the_day_that_is_asked_about() -> None:
    base = _town(RIVER)
    then = base.ask("这份规划还有效吗", region=YUEXIU, as_of=WITHIN)
    assert "它的目标管到2025年" in then.text
    now = base.ask("这份规划还有效吗", region=YUEXIU)
    assert "规划期已经结束" in now.text


def test_another_question_is_not_answered_from_the_record() -> None:
    answer = _town(RIVER).ask("灯笼登记要多久", region=YUEXIU)
    assert answer.text.startswith(LIMIT.quote)
    assert RIVER.title not in [citation.quote for citation in answer.citations]


def test_the_record_holds_what_its_wordings_ask_for_and_nothing_else() -> None:
    publication = _chunk(RIVER, PointKind.RECORD)
    for question in ("文号是多少", "什么时候发布的", "哪个部门印发的"):
        assert want_of(question).is_met_by_chunk(publication)
    for question in ("规划里每人补多少钱", "规划里办登记要多久", "规划要培训多少人", "规划里占比多少"):
        assert not want_of(question).is_met_by_chunk(publication)


def test_a_sum_is_not_answered_with_the_number_of_the_document() -> None:
    answer = _town(RIVER).ask("这份规划每人补多少钱", region=YUEXIU)
    assert answer.status in (Status.NOT_IN_DOCUMENTS, Status.OUT_OF_SCOPE)
    assert "2021" not in answer.text
