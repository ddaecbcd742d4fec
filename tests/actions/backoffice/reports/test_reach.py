"""Who gets to a report: its person, its conversation, or whoever has number and code. Nobody by guessing."""

import pytest

from tests.actions.backoffice.counter import Counter
from tests.actions.backoffice.filing.moved_clock import MovedClock
from tests.actions.backoffice.reports.samples import FIRST, Reporter, refusal

WRONG = "00000-00000"


def other_than(code: str) -> str:
    return ("1" if code[0] == "0" else "0") + code[1:]


def test_conversation_reads_its_own_the_latest_first(counter: Counter, visitor: Reporter) -> None:
    first, second = visitor.reports(), visitor.reports()
    Reporter(counter).reports()
    found = visitor.done("GET", "/reports")["reports"]
    assert [report["number"] for report in found] == [second["number"], first["number"]]
    assert {report["code"] for report in found} == {None}
    assert visitor.reads(first["number"]).json() == {**first, "code": None}


def test_another_conversation_reads_nothing_without_the_code(counter: Counter, visitor: Reporter) -> None:
    report, other = visitor.reports(), Reporter(counter)
    assert other.done("GET", "/reports") == {"reports": []}
    assert refusal(other.reads(report["number"]))[0] == "report_unknown"
    assert refusal(other.adds(report))[0] == "report_unknown"
    assert refusal(other.withdraws(report))[0] == "report_unknown"


def test_number_and_code_lead_back_from_anywhere(counter: Counter, visitor: Reporter) -> None:
    report, other = visitor.reports(), Reporter(counter)
    code = report["code"]
    assert other.reads(report["number"], code=code).json() == {**report, "code": None}
    added = other.adds(report, code=code).json()
    assert other.withdraws(added, code=code).json()["state"] == "withdrawn"


@pytest.mark.parametrize("written", ["{first} {second}", "{first}{second}", " {first}-{second} "])
def test_code_is_read_however_it_is_written(counter: Counter, visitor: Reporter, written: str) -> None:
    report = visitor.reports()
    first, second = report["code"].split("-")
    code = written.format(first=first, second=second)
    assert Reporter(counter).reads(report["number"], code=code).is_success


def test_code_of_one_report_opens_no_other(counter: Counter, visitor: Reporter) -> None:
    first, second = visitor.reports(), visitor.reports()
    refused = Reporter(counter).reads(first["number"], code=second["code"])
    assert refusal(refused) == ("report_unknown", "没有找到这条举报，请核对编号和查询码。")


def test_after_five_wrong_codes_not_even_the_right_one_is_looked_at_for_a_while(
    counter: Counter, visitor: Reporter, clock: MovedClock
) -> None:
    report, other = visitor.reports(), Reporter(counter)
    wrong = other_than(report["code"])
    for _ in range(5):
        assert refusal(other.reads(report["number"], code=wrong))[0] == "report_unknown"
    for code in (wrong, report["code"]):
        assert refusal(other.reads(report["number"], code=code)) == (
            "code_attempts_too_many",
            "查询码错了太多次，请过15分钟再试。",
        )
    assert refusal(other.withdraws(report, code=report["code"]))[0] == "code_attempts_too_many"
    assert visitor.reads(report["number"]).is_success
    clock.move(days=1)
    assert other.reads(report["number"], code=report["code"]).is_success


def test_wrong_codes_are_counted_for_writes_too(counter: Counter, visitor: Reporter) -> None:
    report, other = visitor.reports(), Reporter(counter)
    for _ in range(5):
        assert refusal(other.adds(report, code=other_than(report["code"])))[0] == "report_unknown"
    assert refusal(other.adds(report, code=report["code"]))[0] == "code_attempts_too_many"


def test_wrong_codes_far_apart_lock_nobody_out(
    counter: Counter, visitor: Reporter, clock: MovedClock
) -> None:
    report, other = visitor.reports(), Reporter(counter)
    for _ in range(8):
        assert refusal(other.reads(report["number"], code=other_than(report["code"])))[0] == "report_unknown"
        clock.move(days=1)
    assert other.reads(report["number"], code=report["code"]).is_success


def test_number_that_is_not_there(visitor: Reporter) -> None:
    assert refusal(visitor.reads(FIRST))[0] == "report_unknown"
    assert refusal(visitor.reads(FIRST, code=WRONG))[0] == "report_unknown"


def test_named_report_of_somebody_signed_in_is_theirs_alone(counter: Counter, li: Reporter) -> None:
    report = li.reports(named=True)
    assert report["code"] is None
    elsewhere = Reporter(counter, subject="li")
    assert elsewhere.reads(report["number"]).json() == report
    assert [one["number"] for one in elsewhere.done("GET", "/reports")["reports"]] == [report["number"]]
    signed_out = Reporter(counter, conversation=li.conversation)
    assert refusal(signed_out.reads(report["number"]))[0] == "citizen_unknown"
    assert signed_out.done("GET", "/reports") == {"reports": []}
    wang = Reporter(counter, subject="wang", conversation=li.conversation)
    assert refusal(wang.reads(report["number"]))[0] == "report_unknown"
    assert refusal(wang.reads(report["number"], code=WRONG))[0] == "report_unknown"


def test_anonymous_report_of_somebody_signed_in_is_nobodys(counter: Counter, li: Reporter) -> None:
    report = li.reports()
    assert report["code"]
    assert refusal(Reporter(counter, subject="li").reads(report["number"]))[0] == "report_unknown"
    signed_out = Reporter(counter, conversation=li.conversation)
    assert signed_out.reads(report["number"]).is_success


def test_without_person_and_conversation_there_is_no_list(counter: Counter) -> None:
    nobody = Reporter(counter, conversation=None)
    nobody.reports()
    assert refusal(nobody.tried("GET", "/reports"))[0] == "citizen_unknown"


def test_report_from_nowhere_is_reached_with_its_code_alone(counter: Counter) -> None:
    nobody = Reporter(counter, conversation=None)
    report = nobody.reports()
    assert refusal(nobody.reads(report["number"]))[0] == "report_unknown"
    assert nobody.reads(report["number"], code=report["code"]).is_success
