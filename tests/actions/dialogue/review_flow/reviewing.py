"""Ways through a review that several tests share."""

from actions.wire.reviews import Reviewable, ReviewKind
from tests.actions.dialogue.talk import YUEXIU, Talk
from tests.actions.fake_reviews import ReviewBook
from tests.actions.fakes import FakeBackoffice

LIN = "demo-chen"
CASE = Reviewable(kind=ReviewKind.CASE, about="YX20261123-000001", title="就业困难人员认定", region=YUEXIU)
VISIT = Reviewable(
    kind=ReviewKind.VISIT, about="YY20261120-000002", title="北京街窗口，11月20日", region=YUEXIU
)


def book_of(talk: Talk) -> ReviewBook:
    assert isinstance(talk.desk, FakeBackoffice)
    return talk.desk.review_book


def titles(talk: Talk) -> list[str]:
    return [button.title for button in talk.buttons]


def of_the_conversation(talk: Talk, words: str = "我要评价") -> Talk:
    """Up to the question for the level."""
    talk.say(words, "give_review")
    talk.press("这次对话")
    return talk


def bad(talk: Talk) -> Talk:
    """A bad review of the conversation, up to the last look."""
    of_the_conversation(talk, "太慢了,差评")
    talk.press("非常不满意")
    talk.say("1和3")
    talk.say("转了半天也没有结果")
    talk.say("匿名")
    return talk


def handed_in(talk: Talk) -> str:
    """A bad review of the conversation, handed in; its id."""
    bad(talk).press("提交评价")
    [review] = book_of(talk).stored
    return review
