"""Ways through the form that several tests share."""

from actions.wire.catalogue import FieldKind
from tests.actions.backoffice.seeded import ITEMS
from tests.actions.dialogue.talk import Talk

HARDSHIP = "我想办就业困难人员认定，没有证明"
CHEN, LIANG = "demo-chen", "demo-liang"
"""Chen may promise; Liang has a false promise on record."""

ADDRESS = "广州市越秀区北京路1号2楼"


def begin(talk: Talk, words: str = HARDSHIP) -> Talk:
    talk.say(words, "apply_for_service")
    return talk


def answer_questions(talk: Talk) -> Talk:
    """Of the recognition of hardship."""
    for words in ("对", "是", "有"):
        talk.say(words)
    return talk


def choose_promise(talk: Talk) -> Talk:
    talk.press("一次看完")
    talk.press("用承诺办")
    return talk


def fill_in(talk: Talk) -> Talk:
    for words in ("2", "2026年1月5日", ADDRESS):
        talk.say(words)
    return talk


def to_the_promise(talk: Talk) -> Talk:
    """Up to the text that is to be signed, signed in as Chen."""
    talk.citizen = CHEN
    fill_in(choose_promise(answer_questions(begin(talk))))
    talk.press("没有错")
    return talk


VALUES = {
    FieldKind.TEXT: "广州演示有限公司",
    FieldKind.NAME: "张小明",
    FieldKind.IDENTITY_NUMBER: "11010519491231002X",
    FieldKind.PHONE: "13800138000",
    FieldKind.DATE: "2026年3月5日",
    FieldKind.AMOUNT: "1200元",
    FieldKind.ADDRESS: ADDRESS,
    FieldKind.CREDIT_CODE: "91440101MA0000000M",
}
CONDITIONS = {condition.code: condition for item in ITEMS for condition in item.conditions}
FIELDS = {field.code: field for item in ITEMS for field in item.fields}
MOST_STEPS = 80


def carry_on(talk: Talk, *, promise: bool) -> str:
    """Give the answer that is wanted to whatever is asked, and say what came of it."""
    for _ in range(MOST_STEPS):
        if not talk.slots["flow"]:
            return talk.text
        answer(talk, promise=promise)
    raise AssertionError(f"no end after {MOST_STEPS} steps: {talk.text}")


def answer(talk: Talk, *, promise: bool) -> None:
    kind, _, code = talk.slots["flow"]["step"].partition(":")
    titles = [button.title for button in talk.buttons]
    match kind:
        case "question":
            talk.press(titles[0] if CONDITIONS[code].wanted else titles[1])
        case "notice":
            talk.press("一次看完" if "一次看完" in titles else "继续")
        case "mode":
            talk.press("用承诺办" if promise else "交证明办")
        case "field" if FIELDS[code].kind is FieldKind.CHOICE:
            talk.press(titles[0])
        case "field":
            talk.say(VALUES[FIELDS[code].kind])
        case _:
            talk.press(titles[0])
