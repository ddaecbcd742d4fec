"""Giving a review and changing it: what can be reviewed, by whom, until when."""

from datetime import timedelta

import pytest
from fastapi import FastAPI
from sqlalchemy import select

from actions.backoffice.handlers.reach import Caller
from actions.backoffice.repository.files import FileRepository, NewFile, Origin
from actions.backoffice.tables.files import attachments
from tests.actions.backoffice.counter import Counter
from tests.actions.backoffice.filing.moved_clock import MovedClock
from tests.actions.backoffice.filing.samples import Applicant
from tests.actions.backoffice.reviews.loop import BAD, Reviewer, Staff, refusal

WINDOW_SLOT = "440104-beijing.20261124t0900"


def _sends_a_photo(office: FastAPI, li: Reviewer, id_: str) -> None:
    parts = office.state.office
    photo = NewFile(
        id=id_,
        conversation=li.conversation,
        origin=Origin.SENT,
        name="排队.jpg",
        media_type="image/jpeg",
        content=b"photo",
        created_at=parts.writer.clock.now(),
    )
    parts.writer.run("system", lambda session: FileRepository(parts.cipher).add(session.connection, photo))


def test_reasons_are_offered_by_level(li: Reviewer) -> None:
    reasons = li.does("GET", "/review-reasons")["reasons"]
    slow = next(reason for reason in reasons if reason["code"] == "slow")
    assert slow["levels"] == ["不满意", "非常不满意"]
    wrong = li.tries_to_review(li.has_a_case(), level="满意", reasons=["slow"])
    assert refusal(wrong) == ("answer_invalid", "选的原因不在这个等级的原因里，请重新选。")


def test_what_is_over_can_be_reviewed_once(li: Reviewer, clock: MovedClock) -> None:
    decided, open_case = li.has_a_case(), li.applicant.files_plain()["number"]
    visit = li.does("POST", "/appointments", {"slot": WINDOW_SLOT})["number"]
    assert refusal(li.tries_to_review(open_case, level="满意"))[0] == "not_reviewable"
    assert refusal(li.tries_to_review(visit, kind="visit", level="满意"))[0] == "not_reviewable"
    clock.move(days=1)
    offered = li.does("GET", "/reviewables")["reviewables"]
    assert [(one["kind"], one["about"]) for one in offered] == [
        ("case", decided),
        ("visit", visit),
        ("conversation", li.conversation),
    ]
    assert offered[1]["title"] == "北京街人社综合窗口，11月24日09:00"
    li.reviews(decided, level="满意")
    li.reviews(visit, kind="visit", level="基本满意")
    li.reviews(li.conversation, kind="conversation", level="非常满意", region="440104")
    assert li.does("GET", "/reviewables")["reviewables"] == []
    again = li.tries_to_review(decided, level="非常不满意")
    assert refusal(again) == ("review_exists", "这件事您已经评价过了，一件事评一次。")
    assert [one["level"] for one in li.does("GET", "/reviews")["reviews"]].count("满意") == 1


def test_nobody_reviews_what_is_not_theirs(li: Reviewer, wang: Reviewer, guest: Reviewer) -> None:
    case = li.has_a_case()
    assert refusal(wang.tries_to_review(case, level="满意"))[0] == "not_reviewable"
    assert refusal(guest.tries_to_review(case, level="满意"))[0] == "citizen_unknown"
    conversation = wang.tries_to_review(li.conversation, kind="conversation", level="满意")
    assert refusal(conversation)[0] == "not_reviewable"
    review = li.reviews(case, **BAD)
    path = f"/reviews/{review['id']}/rectification"
    assert refusal(wang.tries("GET", path))[0] == "review_unknown"
    assert refusal(wang.tries_to_change(review))[0] == "review_unknown"
    guest.applicant.conversation = li.conversation
    assert refusal(guest.tries("GET", path))[0] == "citizen_unknown"


def test_guest_reviews_the_conversation_and_reads_it_there(guest: Reviewer, staff: Staff) -> None:
    review = guest.reviews(guest.conversation, kind="conversation", **BAD, phone="13900001111")
    assert guest.does("GET", "/reviews")["reviews"] == [review]
    ticket = staff.reads(review["rectification"])
    assert (ticket["unit"], ticket["title"]) == ("12345政务服务便民热线", "这次对话")
    contact = staff.get(f"/rectifications/{ticket['number']}/reviewer").json()
    assert contact == {"phone": "13900001111", "name": None}


def test_whoever_is_not_signed_in_reads_those_of_the_own_conversation_only(
    guest: Reviewer, office: FastAPI
) -> None:
    guest.reviews(guest.conversation, kind="conversation", **BAD)
    another = Reviewer(Applicant(Counter(office), subject=None, conversation="c-another"))
    assert another.does("GET", "/reviews")["reviews"] == []


def test_review_repeated_with_its_key_answers_alike(li: Reviewer, staff: Staff) -> None:
    case = li.has_a_case()
    first, second = (li.tries_to_review(case, **BAD, key="once") for _ in range(2))
    assert first.json() == second.json()
    assert staff.lists() == [first.json()["rectification"]]


def test_change_is_allowed_for_the_days_of_the_region(li: Reviewer, clock: MovedClock) -> None:
    review = li.reviews(li.has_a_case(), level="满意")
    clock.move(days=5)
    changed = li.changes(review, level="基本满意", comment="还行")
    assert (changed["level"], changed["comment"], changed["version"]) == ("基本满意", "还行", 2)
    assert refusal(li.tries_to_change(review))[0] == "version_conflict"
    clock.moment += timedelta(seconds=1)
    assert refusal(li.tries_to_change(changed)) == ("step_refused", "评价过了5天，不能再改了。")


def test_change_opens_follows_and_drops_the_rectification(li: Reviewer, staff: Staff) -> None:
    review = li.reviews(li.has_a_case(), level="满意")
    assert review["rectification"] is None
    worse = li.changes(review, level="不满意", reasons=["slow"])
    first = staff.reads(worse["rectification"])
    worst = li.changes(worse, level="非常不满意")
    assert worst["rectification"] == first["number"]
    followed = staff.reads(first["number"])
    assert followed["level"] == "非常不满意"
    assert followed["history"][-1]["text"] == "市民改了评价，现在是“非常不满意”。"
    better = li.changes(worst, level="满意")
    assert staff.reads(first["number"])["state"] == "dropped"
    assert li.rectification(better)["next_step"].startswith("这件事已经了结")
    again = li.changes(better, level="不满意")
    assert again["rectification"] != first["number"]


def test_photos_are_those_of_the_conversation(li: Reviewer, wang: Reviewer, office: FastAPI) -> None:
    _sends_a_photo(office, li, "a" * 32)
    refused = wang.tries_to_review(wang.has_a_case(), level="不满意", photos=["a" * 32])
    assert refusal(refused)[0] == "file_unknown"
    review = li.reviews(li.has_a_case(), level="不满意", photos=["a" * 32])
    assert review["photos"] == ["a" * 32]
    attached = select(attachments.c.file_id).where(attachments.c.attached_to == f"review:{review['id']}")
    with office.state.office.engine.connect() as connection:
        assert list(connection.scalars(attached)) == ["a" * 32]


@pytest.mark.parametrize("reader", [Caller(None, None), Caller("c", None)])
def test_reviews_are_asked_for_by_somebody(li: Reviewer, reader: Caller) -> None:
    response = li.applicant.counter.get("/reviews", conversation=reader.conversation)
    assert response.status_code == (200 if reader.conversation else 401)
