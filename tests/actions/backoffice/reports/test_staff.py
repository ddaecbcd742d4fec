"""The staff's line, and what they do with a report; its citizen reads all of it."""

from typing import Any

import pytest

from tests.actions.backoffice.counter import Counter
from tests.actions.backoffice.filing.moved_clock import MovedClock
from tests.actions.backoffice.reports.samples import Inspector, Reporter, notices, refusal


def test_line_has_minors_and_gatherings_then_unpaid_wages_then_the_rest(
    visitor: Reporter, inspector: Inspector, clock: MovedClock
) -> None:
    def made(**changes: Any) -> str:
        clock.move(days=1)
        return str(visitor.reports(**changes)["number"])

    overtime = made(breach="overtime")
    many_overtime = made(breach="overtime", people=30)
    wages = made()
    later_wages = made()
    big_wages = made(owed_cents=20_000_000)
    child = made(breach="child_labour", owed_cents=None)
    gathering = made(breach="overtime", gathering=True)
    assert inspector.numbers() == [
        gathering,
        child,
        big_wages,
        wages,
        later_wages,
        many_overtime,
        overtime,
    ]


def test_line_is_of_a_region_and_of_a_state(visitor: Reporter, inspector: Inspector) -> None:
    yuexiu, longhua = visitor.reports(), visitor.reports(region="440309", street=None, employer="另一家厂")
    taken = inspector.does(yuexiu, "take")
    assert inspector.numbers() == [yuexiu["number"], longhua["number"]]
    assert inspector.numbers("?region=440309") == [longhua["number"]]
    assert inspector.numbers("?state=taken") == [taken["number"]]
    inspector.does(taken, "close")
    assert inspector.numbers() == [longhua["number"]]
    assert inspector.numbers("?state=closed") == [taken["number"]]


def test_malformed_region_is_refused(counter: Counter) -> None:
    for path in ("/staff/reports", "/labour-warnings"):
        assert refusal(counter.get(f"{path}?region=44", staff="clerk"))[0] == "region_unknown"


def test_citizens_do_not_do_the_staffs_work(counter: Counter, li: Reporter) -> None:
    report = li.reports()
    number = report["number"]
    step = {"version": 1, "act": "take", "note": "好"}
    for response in (
        li.tried("GET", "/staff/reports"),
        li.tried("GET", f"/staff/reports/{number}"),
        li.tried("POST", f"/staff/reports/{number}/steps", step),
        li.tried("GET", "/labour-warnings"),
        li.tried("POST", f"/labour-warnings/{'0' * 32}/acknowledgement", {"version": 1}),
    ):
        assert refusal(response)[0] == "not_allowed"


def test_report_is_taken_transferred_and_closed_and_its_conversation_hears_of_each(
    counter: Counter, visitor: Reporter, inspector: Inspector
) -> None:
    report = visitor.reports()
    taken = inspector.does(report, "take", note="今天去现场。")
    moved = inspector.does(taken, "transfer", note="单位在那边", to="六榕街")
    assert moved["routed_to"]["name"] == "六榕街劳动保障投诉举报窗口"
    closed = inspector.does(moved, "close", note="工资发了")
    assert visitor.reads(report["number"]).json() == closed
    assert [entry["text"] for entry in closed["timeline"][1:]] == [
        "有人接手了：今天去现场。",
        "转给了六榕街劳动保障投诉举报窗口：单位在那边。",
        "办结了：工资发了。",
    ]
    assert closed["next_step"] == "对结果有疑问，可以拨打12345，或者申请劳动仲裁。"
    number = report["number"]
    assert [(one["text"], one["topic"]) for one in notices(counter)] == [
        (f"您的举报{number}有人接手了：今天去现场。", "report"),
        (f"您的举报{number}转给了六榕街劳动保障投诉举报窗口：单位在那边。", "report"),
        (f"您的举报{number}办结了：工资发了。", "report"),
    ]
    assert {one["conversation_id"] for one in notices(counter)} == {visitor.conversation}


def test_report_of_no_conversation_sends_no_notice(counter: Counter, inspector: Inspector) -> None:
    inspector.does(Reporter(counter, conversation=None).reports(), "take")
    assert notices(counter) == []


def test_transfer_to_a_unit_that_is_no_street(visitor: Reporter, inspector: Inspector) -> None:
    taken = inspector.does(visitor.reports(), "take")
    moved = inspector.does(taken, "transfer", to="天河区人社局")
    assert moved["routed_to"] == {"name": "天河区人社局", "street": None, "phone": None, "demo": False}
    assert moved["next_step"].startswith("等天河区人社局接着处理")


@pytest.mark.parametrize("to", [None, " "])
def test_transfer_to_nowhere_is_refused(visitor: Reporter, inspector: Inspector, to: str | None) -> None:
    taken = inspector.does(visitor.reports(), "take")
    assert refusal(inspector.tries(taken, "transfer", to=to))[0] == "answer_invalid"


@pytest.mark.parametrize("act", ["transfer", "close"])
def test_nothing_is_done_before_it_is_taken(visitor: Reporter, inspector: Inspector, act: str) -> None:
    code, message = refusal(inspector.tries(visitor.reports(), act, to="六榕街"))
    assert (code, message) == ("step_refused", "这条举报现在是“已收到”，不能办这一步。")


def test_two_who_take_at_once_one_wins_and_the_other_is_told(counter: Counter, visitor: Reporter) -> None:
    report = visitor.reports()
    first, second = Inspector(counter, "clerk.wong"), Inspector(counter, "clerk.chan")
    first.does(report, "take")
    assert refusal(second.tries(report, "take"))[0] == "version_conflict"
    assert len(notices(counter)) == 1


def test_step_at_a_report_that_is_not_there(inspector: Inspector) -> None:
    nothing = {"number": "JB20261122-000009", "version": 1}
    assert refusal(inspector.tries(nothing, "take"))[0] == "report_unknown"


def test_addition_of_words_and_files(visitor: Reporter, inspector: Inspector) -> None:
    report = visitor.reports(evidence=visitor.sends_files(1))
    report = visitor.adds(report, "他们说明天还不发。").json()
    report = visitor.adds(report, "", evidence=visitor.sends_files(2)).json()
    report = visitor.adds(report, "这是合同", evidence=visitor.sends_files(1)).json()
    assert report["evidence"] == 4
    assert [entry["text"] for entry in report["timeline"][1:]] == [
        "您补充了：他们说明天还不发。",
        "您补充了2个文件。",
        "您补充了：这是合同。还有1个文件。",
    ]
    assert inspector.opens(report["number"])["report"] == report


def test_addition_of_nothing_and_of_foreign_files(counter: Counter, visitor: Reporter) -> None:
    report = visitor.reports()
    assert refusal(visitor.adds(report, "  "))[0] == "answer_invalid"
    foreign = Reporter(counter).sends_files(1)
    assert refusal(visitor.adds(report, "看照片", evidence=foreign))[0] == "file_unknown"
    assert visitor.reads(report["number"]).json()["version"] == 1


def test_staff_who_read_before_an_addition_read_again(visitor: Reporter, inspector: Inspector) -> None:
    report = visitor.reports()
    visitor.adds(report)
    assert refusal(inspector.tries(report, "take"))[0] == "version_conflict"


@pytest.mark.parametrize(
    ("reason", "said"), [("", "您撤回了举报。"), ("工资发了。", "您撤回了举报：工资发了。")]
)
def test_report_is_withdrawn_until_it_is_closed(
    visitor: Reporter, inspector: Inspector, reason: str, said: str
) -> None:
    taken = inspector.does(visitor.reports(), "take")
    withdrawn = visitor.withdraws(taken, reason).json()
    assert (withdrawn["state"], withdrawn["timeline"][-1]["text"]) == ("withdrawn", said)
    assert inspector.numbers() == []
    for response in (
        visitor.withdraws(withdrawn),
        visitor.adds(withdrawn),
        inspector.tries(withdrawn, "close"),
    ):
        assert refusal(response) == ("step_refused", "这条举报现在是“已撤回”，不能办这一步。")


def test_closed_report_is_neither_withdrawn_nor_added_to(visitor: Reporter, inspector: Inspector) -> None:
    closed = inspector.does(inspector.does(visitor.reports(), "take"), "close")
    assert refusal(visitor.withdraws(closed))[0] == "step_refused"
    assert refusal(visitor.adds(closed))[0] == "step_refused"
