"""From 非常不满意 to the rating of the fix, in time and past every limit."""

from datetime import timedelta

from tests.actions.backoffice.filing.moved_clock import MovedClock
from tests.actions.backoffice.reviews.loop import BAD, TO_THE_REPLY, Reviewer, Staff, refusal, states


def test_the_whole_loop_in_time(li: Reviewer, staff: Staff, clock: MovedClock) -> None:
    number = li.has_a_case()
    review = li.reviews(number, **BAD)
    assert (review["title"], review["level"]) == ("plain事项", "非常不满意")
    ticket = review["rectification"]
    opened = staff.reads(ticket)
    assert states(opened) == ["opened", "dispatched"], "dispatched at once"
    assert (opened["unit"], opened["role"]) == ("越秀区人力资源和社会保障局", "好差评专员【演示数据】")
    assert opened["contact_by"] == "2026-11-24T10:00:00+08:00"
    assert opened["reply_by"] == "2026-11-30"
    waiting = li.rectification(review)
    assert waiting["state_name"] == "已转办"
    assert waiting["next_step"] == (
        "已经转给越秀区人力资源和社会保障局。11月30日前给您答复，您不用做什么。【演示数据】"
    )
    clock.moment += timedelta(hours=3)
    replied = staff.takes(ticket, *TO_THE_REPLY, note="已经加派人手。")
    assert replied["taken_in_by"] == "zhou"
    [notice] = staff.counter.get("/notices").json()["notices"]
    assert notice["conversation_id"] == li.conversation
    assert notice["text"] == ("您对“plain事项”的评价有答复了：已经加派人手。请您评一评改得怎么样。")
    answered = li.rectification(review)
    assert (answered["reply"], answered["state"]) == ("已经加派人手。", "replied")
    assert li.rates(review, "基本满意", comment="快了一点")["next_step"] == "谢谢您。您不用再做什么。"
    rated = staff.reads(ticket)
    assert (rated["fix_rating"], rated["escalated"]) == ("基本满意", 0)
    assert states(rated) == [*("opened", "dispatched", "contacted", "verified", "fixed", "replied", "rated")]


def test_every_broken_limit_escalates_once(li: Reviewer, staff: Staff, clock: MovedClock) -> None:
    ticket = li.reviews(li.has_a_case(), **BAD)["rectification"]
    clock.moment += timedelta(hours=24)
    assert staff.sweeps() == [], "on time until the last minute"
    clock.moment += timedelta(minutes=1)
    assert (staff.sweeps(), staff.sweeps()) == ([ticket], [])
    late = staff.reads(ticket)
    assert (late["escalated"], late["role"]) == (1, "好差评负责人【演示数据】")
    assert late["history"][-1]["text"] == "过了联系市民的时限，改由好差评负责人【演示数据】负责。"


def test_limits_of_reply_and_fix_escalate_too(li: Reviewer, staff: Staff, clock: MovedClock) -> None:
    review = li.reviews(li.has_a_case(), **BAD)
    ticket = review["rectification"]
    staff.takes(ticket, "contact", "verify")
    clock.move(days=7)
    assert staff.sweeps() == [], "30 November is the last day"
    clock.move(days=1)
    assert (staff.sweeps(), staff.sweeps()) == ([ticket], [])
    assert li.rectification(review)["next_step"].startswith(
        "已经转给越秀区人力资源和社会保障局。答复晚了，对不起"
    )
    staff.takes(ticket, "schedule", due_on="2026-12-04")
    staff.takes(ticket, "reply", note="下周加装叫号机。")
    owed = li.rectification(review)
    assert owed["next_step"] == "12月4日前改好。改好以后，请您再评一评。"
    assert owed["fix_owed"]
    assert refusal(li.tries_to_rate(review)) == ("step_refused", "还没有改好，12月4日前改好以后再请您评。")
    clock.move(days=4)
    assert (staff.sweeps(), staff.sweeps()) == ([ticket], [])
    staff.takes(ticket, "schedule", due_on="2026-12-07")
    staff.takes(ticket, "reply")
    clock.move(days=3)
    assert (staff.sweeps(), staff.sweeps()) == ([ticket], []), "another day that is not kept is another limit"
    late = staff.reads(ticket)
    assert (late["escalated"], late["role"]) == (3, "分管领导【演示数据】")
    assert staff.lists("?late=true") == [ticket]
    staff.takes(ticket, "fix", "reply")
    assert staff.lists("?late=true") == []
    assert li.rates(review)["state"] == "rated"
