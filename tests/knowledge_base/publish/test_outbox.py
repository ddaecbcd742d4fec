"""Notices that wait are sent once, and tried again where they could not be."""

from dataclasses import dataclass, field

import pytest
from sqlalchemy import Engine

from chassis.database import begin_writing
from knowledge_base.adapters.notice_store import NoticeStore, put_notice
from knowledge_base.errors import NoticeFailed
from knowledge_base.notice import Notice, NoticeChannel, NoticeState
from knowledge_base.publish.outbox import MOST_ATTEMPTS, Outbox
from tests.knowledge_base.publish.approval_parts import MovedClock


@dataclass
class Sender:
    failure: NoticeFailed | None = None
    sent: list[int] = field(default_factory=list)
    tried: int = 0

    def send(self, notice: Notice) -> None:
        self.tried += 1
        if self.failure:
            raise self.failure
        self.sent.append(notice.id)


@dataclass
class Post:
    engine: Engine
    clock: MovedClock = field(default_factory=MovedClock)
    email: Sender = field(default_factory=Sender)
    wecom: Sender = field(default_factory=Sender)

    @property
    def store(self) -> NoticeStore:
        return NoticeStore(self.engine)

    def write(self, *channels: NoticeChannel) -> None:
        with begin_writing(self.engine) as connection:
            for channel in channels:
                put_notice(connection, channel, subject="待审", text="请看", at=self.clock.now())

    def deliver(self) -> int:
        senders = {NoticeChannel.EMAIL: self.email, NoticeChannel.WECOM: self.wecom}
        return Outbox(self.store, senders, self.clock).deliver()

    def states(self) -> list[NoticeState]:
        return [notice.state for notice in self.store.notices()]


@pytest.fixture(params=["sqlite", "postgresql"])
def post(request: pytest.FixtureRequest) -> Post:
    return Post(request.getfixturevalue(f"{request.param}_engine"))


def test_each_is_sent_once_its_own_way(post: Post) -> None:
    post.write(NoticeChannel.EMAIL, NoticeChannel.WECOM)
    assert post.deliver() == 2
    assert post.deliver() == 0
    assert (len(post.email.sent), len(post.wecom.sent)) == (1, 1)
    assert post.states() == [NoticeState.SENT] * 2


def test_a_way_that_fails_holds_up_no_other_and_is_tried_later(post: Post) -> None:
    post.email.failure = NoticeFailed("down")
    post.write(NoticeChannel.EMAIL, NoticeChannel.EMAIL, NoticeChannel.WECOM)
    assert post.deliver() == 1
    assert post.email.tried == 1
    post.email.failure = None
    assert post.deliver() == 1
    post.clock.later(minutes=1)
    assert post.deliver() == 1
    assert len(post.email.sent) == 2
    assert post.states() == [NoticeState.SENT] * 3


def test_what_cannot_be_sent_is_given_up_and_says_why(post: Post) -> None:
    post.email.failure = NoticeFailed("wrong password", for_good=True)
    post.wecom.failure = NoticeFailed("busy")
    post.write(NoticeChannel.EMAIL, NoticeChannel.WECOM)
    for _ in range(MOST_ATTEMPTS + 2):
        post.deliver()
        post.clock.later(hours=7)
    assert (post.email.tried, post.wecom.tried) == (1, MOST_ATTEMPTS)
    assert {(notice.state, notice.failure) for notice in post.store.notices()} == {
        (NoticeState.FAILED, "wrong password"),
        (NoticeState.FAILED, "busy"),
    }


def test_what_a_process_took_and_died_with_is_sent_by_another(post: Post) -> None:
    post.write(NoticeChannel.EMAIL)
    [taken] = post.store.take(NoticeChannel.EMAIL, now=post.clock.now(), limit=5)
    assert post.deliver() == 0
    post.clock.later(minutes=3)
    assert post.deliver() == 1
    assert post.email.sent == [taken.id]
