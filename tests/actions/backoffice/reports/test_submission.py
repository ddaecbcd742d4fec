"""Reports come in once, are graded with a reason, go to a street, and tell what happens next."""

from typing import Any
from uuid import uuid4

import pytest

from tests.actions.backoffice.counter import Counter
from tests.actions.backoffice.reports.samples import FIRST, NAMED, Inspector, Reporter, facts, refusal


def test_report_gets_a_number_a_grade_a_street_and_a_next_step(visitor: Reporter) -> None:
    report = visitor.reports()
    assert (report["number"], report["state_name"], report["version"]) == (FIRST, "已收到", 1)
    assert (report["risk"], report["risk_reasons"]) == (
        "ordinary",
        ["按您现在说的，是一般情况。有变化可以随时补充。"],
    )
    assert report["green_lane"] is True
    assert report["routed_to"] == {
        "name": "北京街劳动保障投诉举报窗口",
        "street": "北京街",
        "phone": "020-00000001",
        "demo": True,
    }
    assert report["next_step"].startswith("请记好编号和查询码")
    [entry] = report["timeline"]
    assert entry["text"] == "收到了您的举报，转给北京街劳动保障投诉举报窗口。欠薪的举报优先处理。"


def test_numbers_count_up_within_a_day(visitor: Reporter) -> None:
    numbers = [visitor.reports()["number"] for _ in range(3)]
    assert numbers == [FIRST, "JB20261122-000002", "JB20261122-000003"]


def test_only_unpaid_wages_have_the_green_lane(visitor: Reporter) -> None:
    report = visitor.reports(breach="overtime", owed_cents=None, months=None)
    assert report["green_lane"] is False
    assert report["timeline"][0]["text"].endswith("窗口。")


def test_the_same_call_twice_is_one_report_with_one_code(visitor: Reporter) -> None:
    key = uuid4().hex
    first, second = (visitor.tries_to_report(key=key) for _ in range(2))
    assert first.content == second.content
    assert second.headers["Idempotency-Replayed"] == "true"
    assert len(visitor.done("GET", "/reports")["reports"]) == 1


@pytest.mark.parametrize("given", [{"name": "李阿姨"}, {"phone": "13800138000"}])
def test_half_a_name_is_asked_about(visitor: Reporter, given: dict[str, str]) -> None:
    assert refusal(visitor.tries_to_report(**given)) == (
        "answer_invalid",
        "姓名和手机号要么都留，要么都不留。都不留就是匿名举报。",
    )


@pytest.mark.parametrize("blank", [{"employer": "  "}, {"place": "　　"}, {"employer": " 厂 "}])
def test_blanks_are_no_employer_and_no_place(visitor: Reporter, blank: dict[str, str]) -> None:
    assert refusal(visitor.tries_to_report(facts=facts(**blank)))[0] == "answer_invalid"


@pytest.mark.parametrize(
    "wrong", [{"people": 0}, {"owed_cents": -1}, {"months": -1}, {"breach": "rude"}, {"region": "越秀"}]
)
def test_what_cannot_be_is_refused(visitor: Reporter, wrong: dict[str, Any]) -> None:
    assert visitor.tries_to_report(facts=facts(**wrong)).status_code == 422


@pytest.mark.parametrize(
    ("said", "name", "phone", "demo"),
    [
        ({"street": "北京街道办事处"}, "北京街劳动保障投诉举报窗口", "020-00000001", True),
        (
            {"street": None, "place": "越秀区北京街示范路1号"},
            "北京街劳动保障投诉举报窗口",
            "020-00000001",
            True,
        ),
        ({"street": None}, "越秀区劳动保障监察机构（人社热线）", "12333", False),
        ({"street": "不知道"}, "越秀区劳动保障监察机构（人社热线）", "12333", False),
        ({"region": "440309", "street": "民治"}, "民治街道劳动监察点", "0755-00000019", True),
        ({"region": "440309", "street": None}, "龙华区劳动监察机构（人社热线）", "12333", False),
        ({"region": "440106", "street": "天河南街"}, "人社热线", "12333", False),
    ],
)
def test_report_goes_to_its_street_or_else_to_the_district(
    visitor: Reporter, said: dict[str, Any], name: str, phone: str, demo: bool
) -> None:
    routed = visitor.reports(**said)["routed_to"]
    assert (routed["name"], routed["phone"], routed["demo"]) == (name, phone, demo)


def test_evidence_of_the_conversation_is_attached(visitor: Reporter, inspector: Inspector) -> None:
    sent = visitor.sends_files(2)
    report = visitor.reports(evidence=[*sent, sent[0]])
    assert report["evidence"] == 2
    assert inspector.opens(report["number"])["evidence"] == sent


def test_evidence_of_another_conversation_is_refused_and_nothing_is_filed(
    counter: Counter, visitor: Reporter, inspector: Inspector
) -> None:
    others = Reporter(counter).sends_files(1)
    assert refusal(visitor.tries_to_report(evidence=others))[0] == "file_unknown"
    assert inspector.line() == []
    assert visitor.reports()["number"] == FIRST


def test_evidence_needs_a_conversation(counter: Counter) -> None:
    nobody = Reporter(counter, conversation=None)
    assert refusal(nobody.tries_to_report(evidence=["0" * 32]))[0] == "file_unknown"


def test_named_report_says_that_somebody_calls(visitor: Reporter) -> None:
    report = visitor.reports(named=True)
    assert report["anonymous"] is False
    assert "会打您留的电话" in report["next_step"]
    assert NAMED["phone"] not in str(report)
