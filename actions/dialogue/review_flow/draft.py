"""What is settled of a review so far, as the slot `flow` keeps it: enough to go on after a process died."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from typing import Any

from actions.dialogue.review_flow.levels import LEVELS
from actions.dialogue.turn import Turn
from actions.wire.reviews import Reason, Reviewable, ReviewLevel, ReviewView

KIND = "review"


class Ask(StrEnum):
    """What is asked, in this order."""

    ABOUT = "about"
    LEVEL = "level"
    REASONS = "reasons"
    COMMENT = "comment"
    CONTACT = "contact"
    CONFIRM = "confirm"


@dataclass(frozen=True)
class Draft:
    """`begun` is the message that began it, `turn` the one that was answered last.

    `missed`: so many answers in a row were none. `wanted`: what a button was for, which a sign-in may delay.
    `offered`: what can be chosen from, as shown; `heard`: the levels that the question was narrowed to;
    `catalogue`: the reasons that were shown. `words`: what was said in the beginning, or in the review that
    is changed. `earlier_files`: those of the conversation that were sent before this review.
    `wants_call`: a number is asked for. `change`, `version`: the review that this one takes the place of.
    """

    begun: str
    turn: str = ""
    asks: str = ""
    done: tuple[str, ...] = ()
    missed: int = 0
    wanted: str = ""
    offered: tuple[dict[str, Any], ...] = ()
    about_kind: str = ""
    about: str = ""
    title: str = ""
    region: str | None = None
    heard: tuple[str, ...] = ()
    level: str = ""
    before: str = ""
    catalogue: tuple[tuple[str, str], ...] = ()
    reasons: tuple[str, ...] = ()
    words: str = ""
    comment: str = ""
    photos: tuple[str, ...] = ()
    earlier_files: tuple[str, ...] | None = None
    anonymous: bool = False
    wants_call: bool = False
    phone: str | None = None
    change: str = ""
    version: int = 0

    @staticmethod
    def of(turn: Turn) -> "Draft":
        """The slot has been through JSON: tuples came back as lists."""
        known = {name: value for name, value in turn.flow.items() if name in Draft.__dataclass_fields__}
        frozen: dict[str, Any] = {
            name: tuple(value) if isinstance(value, list) else value for name, value in known.items()
        }
        if "catalogue" in frozen:
            frozen["catalogue"] = tuple((code, text) for code, text in frozen["catalogue"])
        return Draft(**{"begun": turn.message_id, **frozen})

    def state(self, turn: Turn, asks: Ask) -> dict[str, Any]:
        return {"kind": KIND, **asdict(replace(self, turn=turn.message_id, asks=asks.value))}

    @property
    def is_negative(self) -> bool:
        return bool(self.level) and ReviewLevel(self.level).is_negative

    @property
    def levels(self) -> tuple[ReviewLevel, ...]:
        """Those that are offered: narrowed, or all."""
        return tuple(ReviewLevel(level) for level in self.heard) or LEVELS

    @property
    def reason_texts(self) -> list[str]:
        return [text for code, text in self.catalogue if code in self.reasons]

    @property
    def waits_for(self) -> Ask:
        """The first that is not settled."""
        return next((ask for ask in Ask if self._applies(ask) and ask not in self.done), Ask.CONFIRM)

    def _applies(self, ask: Ask) -> bool:
        match ask:
            case Ask.REASONS:
                return bool(self.catalogue)
            case Ask.CONTACT:
                return self.is_negative and not self.change
            case _:
                return True

    def settled(self, ask: Ask, **parts: Any) -> "Draft":
        return replace(self, done=(*(one for one in self.done if one != ask), ask.value), **parts)

    def reopened(self, ask: Ask) -> "Draft":
        """Asked again, with what was said kept until it is answered."""
        return replace(self, done=tuple(one for one in self.done if one != ask), heard=(), wants_call=False)

    def stepped_back(self) -> "Draft":
        """To the question before the one that waits; what reviews what is not asked back."""
        earlier = [ask for ask in Ask if ask in self.done and self._applies(ask) and ask is not Ask.ABOUT]
        return self.reopened(earlier[-1]) if earlier else self.reopened(Ask.LEVEL)

    def reviewing(self, chosen: Reviewable) -> "Draft":
        return self.settled(
            Ask.ABOUT,
            about_kind=chosen.kind.value,
            about=chosen.about,
            title=chosen.title,
            region=chosen.region,
        )

    def rated(self, level: ReviewLevel) -> "Draft":
        """Reasons belong to a level: with another one they are asked anew."""
        if level == self.level:
            return self.settled(Ask.LEVEL, heard=())
        kept = replace(self, done=tuple(ask for ask in self.done if ask != Ask.REASONS))
        return kept.settled(Ask.LEVEL, level=level.value, heard=(), reasons=(), catalogue=())

    def reasons_shown(self, reasons: Sequence[Reason]) -> "Draft":
        return replace(self, catalogue=tuple((reason.code, reason.text) for reason in reasons))


def changing(review: ReviewView, *, begun: str) -> Draft:
    """What the review says now; its level is asked again, and what belongs to it."""
    return Draft(
        begun=begun,
        done=(Ask.ABOUT.value,),
        about_kind=review.kind.value,
        about=review.about,
        title=review.title,
        level=review.level.value,
        before=review.level.value,
        reasons=tuple(reason.code for reason in review.reasons),
        words=review.comment,
        comment=review.comment,
        photos=tuple(review.photos),
        change=review.id,
        version=review.version,
    )
