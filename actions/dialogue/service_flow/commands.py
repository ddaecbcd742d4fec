"""Words that steer the form instead of filling it in: 上一步, 改手机号, 先不办了, 重新开始."""

from dataclasses import dataclass
from enum import StrEnum

from actions.dialogue.service_flow.reading import bare, plain
from actions.dialogue.service_flow.wordings import Wordings


class Steering(StrEnum):
    BACK = "back"
    CHANGE = "change"
    KEEP = "keep"
    LEAVE = "leave"
    DISCARD = "discard"
    RESTART = "restart"
    OVERVIEW = "overview"
    AGAIN = "again"


@dataclass(frozen=True)
class Command:
    """`what` is to be changed, and `to` what, where it is said at once."""

    steering: Steering
    what: str = ""
    to: str = ""


def command(text: str) -> Command | None:
    """None for what is no command. Only whole sentences are: “不” alone answers a question."""
    wordings, said = Wordings.load(), bare(text)
    if not said or said in _ANSWERS:
        return None
    for name, pattern in wordings.commands.items():
        if pattern.fullmatch(said):
            return Command(Steering(name))
    if match := wordings.change_to.fullmatch(plain(text)):
        return Command(Steering.CHANGE, bare(match["label"]), match["to"].strip(_AROUND_VALUE))
    if match := wordings.change.fullmatch(said):
        return Command(Steering.CHANGE, match["label"] or match["wrong"] or match["named"])
    return None


_AROUND_VALUE = " ，。,:："
_ANSWERS = frozenset(
    {"不", "唔", "不要", "唔要", "不想", "唔想", "不了", "我不", "我想", "我要", "请", "不填", "唔填"}
)
