"""Staff at rectifications: in which order, one at a time, and not about their own work."""

from fastapi import FastAPI
from sqlalchemy import select

from actions.backoffice.tables.writes import audit
from tests.actions.backoffice.filing.moved_clock import MovedClock
from tests.actions.backoffice.reviews.loop import BAD, TO_THE_REPLY, Reviewer, Staff, refusal


def test_who_handled_the_case_never_learns_the_reviewer(
    li: Reviewer, staff: Staff, handler: Staff, office: FastAPI
) -> None:
    case = li.has_a_case()
    comment = "打13800138000找过我，别再打了。"
    ticket = li.reviews(case, level="不满意", comment=comment)["rectification"]
    seen = handler.get(f"/rectifications/{ticket}")
    for said in (case, "李阿姨", "13800138000", li.conversation, '"li"'):
        assert said not in seen.text
    refused = handler.get(f"/rectifications/{ticket}/reviewer")
    assert refusal(refused) == ("not_allowed", "这条评价说的是您经手的事，由别的同事来办。您可以提出申诉。")
    assert refusal(handler.tries_step(ticket, "take_in"))[0] == "not_allowed"
    assert handler.lists() == [ticket]
    assert staff.reads(ticket)["about"] == case
    contact = staff.get(f"/rectifications/{ticket}/reviewer").json()
    assert contact == {"phone": "13800138000", "name": "李阿姨"}
    with office.state.office.engine.connect() as connection:
        looked = connection.execute(
            select(audit.c.actor, audit.c.subject).where(audit.c.action == "rectification.reviewer_read")
        ).all()
    assert [tuple(line) for line in looked] == [("staff:zhou", f"rectification:{ticket}")]


def test_agents_of_a_conversation_are_kept_out_too(guest: Reviewer, staff: Staff, other: Staff) -> None:
    review = guest.reviews(
        guest.conversation, kind="conversation", **BAD, phone="13900001111", handled_by=["zhou"]
    )
    path = f"/rectifications/{review['rectification']}/reviewer"
    assert staff.get(path).status_code == 403
    assert other.get(path).json()["phone"] == "13900001111"


def test_nobody_is_called_who_wants_to_stay_unknown(li: Reviewer, staff: Staff, clock: MovedClock) -> None:
    ticket = li.reviews(li.has_a_case(), **BAD, anonymous=True, phone="13900001111")["rectification"]
    contact = staff.get(f"/rectifications/{ticket}/reviewer").json()
    assert contact == {"phone": None, "name": None}
    refused = staff.tries_step(ticket, "contact")
    assert refusal(refused)[1] == "这条评价是匿名的，或者没有留电话，不用联系市民，请直接核实。"
    clock.move(days=2)
    assert staff.sweeps() == [], "no limit for a call that nobody makes"
    assert staff.takes(ticket, "verify", "explain", "reply")["state"] == "replied"


def test_steps_need_what_they_are_about(li: Reviewer, staff: Staff) -> None:
    ticket = li.reviews(li.has_a_case(), **BAD)["rectification"]
    early = staff.tries_step(ticket, "reply")
    assert refusal(early) == ("step_refused", "这张整改单现在是“已转办”，不能办这一步。")
    assert refusal(staff.tries_step(ticket, "dispatch"))[1] == "请写明转给哪个单位。"
    moved = staff.takes(ticket, "dispatch", unit="北京街人社综合窗口")
    assert (moved["unit"], staff.lists("?unit=北京街人社综合窗口")) == ("北京街人社综合窗口", [ticket])
    staff.takes(ticket, "contact", "verify")
    assert refusal(staff.tries_step(ticket, "schedule"))[1] == "请写明哪一天前整改好。"
    past = staff.tries_step(ticket, "schedule", due_on="2026-11-22")
    assert refusal(past)[1] == "整改的日期不能早于今天。"
    misplaced = staff.tries_step(ticket, "fix", due_on="2026-12-22")
    assert refusal(misplaced)[0] == "answer_invalid"


def test_appeal_is_decided_by_somebody_else(
    li: Reviewer, staff: Staff, other: Staff, handler: Staff, clock: MovedClock
) -> None:
    review = li.reviews(li.has_a_case(), **BAD)
    ticket = review["rectification"]
    assert refusal(staff.tries_to_decide(ticket, upheld=True))[1] == "这张整改单没有等着审查的申诉。"
    made = staff.tries_to_appeal(ticket)
    assert made.json()["appeal"]["state"] == "open"
    again = handler.tries_to_appeal(ticket)
    assert refusal(again)[1] == "这张整改单已经申诉过了，一张单申诉一次。"
    for own in (staff, handler):
        assert refusal(own.tries_to_decide(ticket, upheld=True)) == ("not_allowed", "申诉要由别的同事审查。")
    assert [row["reviews"] for row in staff.statistics()] == [1], "it counts until somebody has decided"
    assert other.tries_to_decide(ticket, upheld=True).json()["state"] == "dropped"
    [row] = staff.statistics()
    assert (row["reviews"], row["left_out"], row["negative"]) == (0, 1, 0)
    assert refusal(li.tries_to_change(review))[1] == "这条评价已经审查过，不能再改了。"
    [notice] = staff.counter.get("/notices").json()["notices"]
    assert notice["text"] == "您对“plain事项”的评价经过审查，不计入统计：查过记录。有疑问，可以打12345。"
    clock.move(days=30)
    assert staff.sweeps() == []


def test_rejected_appeal_leaves_all_as_it_was(
    li: Reviewer, staff: Staff, other: Staff, clock: MovedClock
) -> None:
    ticket = li.reviews(li.has_a_case(), **BAD)["rectification"]
    staff.takes(ticket, *TO_THE_REPLY)
    assert staff.tries_to_appeal(ticket).is_success
    clock.move(days=8)
    assert (staff.sweeps(), staff.sweeps()) == ([ticket], []), "an appeal that nobody decides"
    rejected = other.tries_to_decide(ticket, upheld=False).json()
    assert (rejected["state"], rejected["appeal"]["state"]) == ("replied", "rejected")
    assert refusal(other.tries_to_decide(ticket, upheld=True))[0] == "step_refused"
    assert [row["negative"] for row in staff.statistics()] == [1]


def test_appeal_and_rating_come_in_time(li: Reviewer, staff: Staff, clock: MovedClock) -> None:
    review = li.reviews(li.has_a_case(), **BAD)
    ticket = review["rectification"]
    assert refusal(li.tries_to_rate(review))[1] == "还没有答复，等有了答复再评。"
    clock.move(days=8)
    assert refusal(staff.tries_to_appeal(ticket))[1] == "开单过了5个工作日，不能再申诉了。"
    staff.takes(ticket, *TO_THE_REPLY)
    clock.move(days=30)
    li.rates(review)
    assert refusal(li.tries_to_rate(review))[1] == "您已经评过这次整改了。"


def test_rating_after_a_month_is_too_late(li: Reviewer, staff: Staff, clock: MovedClock) -> None:
    review = li.reviews(li.has_a_case(), **BAD)
    staff.takes(review["rectification"], *TO_THE_REPLY)
    clock.move(days=31)
    assert refusal(li.tries_to_rate(review))[1] == "答复过了30天，不能再评了。"
