"""What an answer to a question of a review is, whether a button carries it or words do. Pure."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from actions.dialogue.review_flow.draft import Ask, Draft
from actions.dialogue.review_flow.levels import LEVELS, hear
from actions.dialogue.review_flow.questions import (
    ANONYMOUS,
    ANOTHER,
    CALL,
    CHANGE,
    ENOUGH,
    LONGEST_COMMENT,
    NONE,
    OTHER,
    SIGN_IN,
    WORDS,
)
from actions.dialogue.review_flow.texts import ReviewTexts
from actions.dialogue.review_flow.wordings import ReviewWordings, heard
from actions.dialogue.service_flow.reading import is_question, one_of, plain, some_of, yes_or_no
from actions.errors import AnswerInvalid
from actions.rules.eligibility import YesNo
from actions.rules.field_values import normalise
from actions.wire.catalogue import FieldKind, FormField
from actions.wire.reviews import Reviewable, ReviewKind, ReviewLevel

_FEWEST_DIGITS = 5
"""So many may be meant as a number to call."""


class Act(StrEnum):
    """What is to be done then."""

    GO_ON = "go_on"
    SUBMIT = "submit"
    SIGN_IN = "sign_in"
    ELSEWHERE = "elsewhere"
    LEAVE = "leave"


@dataclass(frozen=True)
class Said:
    """`lead`: what is wrong with it, where the question is asked again."""

    draft: Draft
    act: Act = Act.GO_ON
    lead: str = ""


def pressed(draft: Draft, value: str) -> Said:
    """A value that the question does not know leaves everything as it is."""
    pressers: dict[Ask, Callable[[Draft, str], Said]] = {
        Ask.ABOUT: _pressed_about,
        Ask.LEVEL: _pressed_level,
        Ask.REASONS: _pressed_reason,
        Ask.COMMENT: _pressed_comment,
        Ask.CONTACT: _pressed_contact,
        Ask.CONFIRM: _pressed_confirm,
    }
    return pressers[Ask(draft.asks)](draft, value)


def _pressed_about(draft: Draft, value: str) -> Said:
    if value in (SIGN_IN, NONE):
        return Said(draft, Act.SIGN_IN if value == SIGN_IN else Act.ELSEWHERE)
    known = value.isdigit() and int(value) < len(draft.offered)
    return Said(draft.reviewing(Reviewable.model_validate(draft.offered[int(value)])) if known else draft)


def _pressed_level(draft: Draft, value: str) -> Said:
    if value == ANOTHER:
        return Said(draft.reopened(Ask.ABOUT))
    if value == OTHER:
        return Said(replace(draft, heard=()))
    return Said(draft.rated(ReviewLevel(value)) if value in LEVELS else draft)


def _pressed_reason(draft: Draft, value: str) -> Said:
    """Pressed once it is chosen, twice it is not."""
    if value == ENOUGH:
        return Said(draft.settled(Ask.REASONS))
    codes = [code for code, _ in draft.catalogue]
    wanted = {*draft.reasons} ^ ({value} & {*codes})
    return Said(replace(draft, reasons=tuple(code for code in codes if code in wanted)))


def _pressed_comment(draft: Draft, value: str) -> Said:
    return Said(draft.settled(Ask.COMMENT, comment=draft.words if value == WORDS else ""))


def _pressed_contact(draft: Draft, value: str) -> Said:
    if value == CALL:
        return Said(replace(draft, wants_call=True))
    return Said(_anonymous(draft) if value == ANONYMOUS else draft)


def _pressed_confirm(draft: Draft, value: str) -> Said:
    if value == YesNo.YES:
        return Said(draft, Act.SUBMIT)
    return Said(draft.reopened(Ask.LEVEL) if value == CHANGE else draft)


@dataclass(frozen=True)
class Reading:
    """`choices`: the titles among which what is reviewed is chosen."""

    texts: ReviewTexts
    choices: Sequence[str]
    today: date

    def written(self, draft: Draft, text: str) -> Said | None:
        """None where the words are no answer to what is asked."""
        readers: dict[Ask, Callable[[Draft, str], Said | None]] = {
            Ask.ABOUT: self._about,
            Ask.LEVEL: self._level,
            Ask.REASONS: self._reasons,
            Ask.COMMENT: self._comment,
            Ask.CONTACT: self._contact,
            Ask.CONFIRM: self._confirm,
        }
        return readers[Ask(draft.asks)](draft, text)

    def _about(self, draft: Draft, text: str) -> Said | None:
        place = one_of(text, self.choices)
        if place is None:
            named = the_one_named(draft, text)
            return Said(draft.reviewing(named)) if named else None
        if place < len(draft.offered):
            return _pressed_about(draft, str(place))
        wants_sign_in = self.choices[place] == self.texts.sign_in_button
        return Said(draft, Act.SIGN_IN if wants_sign_in else Act.ELSEWHERE)

    def _level(self, draft: Draft, text: str) -> Said | None:
        found = hear(text, asked=draft.levels)
        if found and found.chosen:
            return Said(draft.rated(found.levels[0]))
        if draft.heard and (said := yes_or_no(text, question="")) is not None:
            only = len(draft.heard) == 1 and said
            return Said(draft.rated(draft.levels[0]) if only else replace(draft, heard=()))
        if found is None or is_question(text):
            return None
        return Said(replace(draft, heard=tuple(level.value for level in found.levels)))

    def _reasons(self, draft: Draft, text: str) -> Said | None:
        codes, shown = [code for code, _ in draft.catalogue], [text for _, text in draft.catalogue]
        places = some_of(text, shown)
        if places:
            return Said(draft.settled(Ask.REASONS, reasons=tuple(codes[place] for place in places)))
        wordings, said = ReviewWordings.load(), heard(text)
        if wordings.whole("enough", said):
            return Said(draft.settled(Ask.REASONS))
        if wordings.whole("nothing", said) or wordings.whole("bare_no", said):
            return Said(draft.settled(Ask.REASONS, reasons=()))
        return None

    def _comment(self, draft: Draft, text: str) -> Said | None:
        wordings, said = ReviewWordings.load(), heard(text)
        if wordings.whole("nothing", said) or wordings.whole("bare_no", said):
            return Said(draft.settled(Ask.COMMENT, comment=""))
        if len(text) > LONGEST_COMMENT:
            lead = self.texts.comment_too_long.format(most=LONGEST_COMMENT, count=len(text))
            return Said(draft, lead=lead)
        return Said(draft.settled(Ask.COMMENT, comment=text.strip()))

    def _contact(self, draft: Draft, text: str) -> Said | None:
        """A number first: “打给我13800138000”. Without one, the more sparing way where both are heard."""
        wordings, said = ReviewWordings.load(), heard(text)
        if sum(letter.isdigit() for letter in plain(text)) >= _FEWEST_DIGITS:
            return self._with_phone(draft, text)
        place = (
            None if draft.wants_call else one_of(text, [self.texts.call_button, self.texts.anonymous_button])
        )
        if place == 1 or (place is None and wordings.within("anonymous", said)):
            return Said(_anonymous(draft))
        if place == 0 or wordings.within("call_back", said):
            return Said(replace(draft, wants_call=True))
        return None

    def _with_phone(self, draft: Draft, text: str) -> Said:
        field = FormField(code="phone", label=self.texts.phone_label, prompt="", kind=FieldKind.PHONE)
        try:
            phone = normalise(field, _digits_of(text), today=self.today)
        except AnswerInvalid as wrong:
            return Said(replace(draft, wants_call=True), lead=wrong.message)
        return Said(draft.settled(Ask.CONTACT, phone=phone, anonymous=False, wants_call=False))

    def _confirm(self, draft: Draft, text: str) -> Said | None:
        wordings, said = ReviewWordings.load(), heard(text)
        place = one_of(text, [self.texts.submit_button, self.texts.change_button])
        if place == 0 or (place is None and wordings.whole("submit", said)):
            return Said(draft, Act.SUBMIT)
        if asked_again := self._to_change(draft, text):
            return Said(draft.reopened(asked_again))
        if found := self._rated_anew(draft, text):
            return found
        return Said(draft, Act.LEAVE) if wordings.whole("bare_no", said) else None

    def _rated_anew(self, draft: Draft, text: str) -> Said | None:
        """“改成满意”."""
        found = hear(text)
        return Said(draft.rated(found.levels[0])) if found and found.chosen else None

    def _to_change(self, draft: Draft, text: str) -> Ask | None:
        wordings, said = ReviewWordings.load(), heard(text)
        if wordings.whole("object", said) or plain(text) == self.texts.change_button:
            return Ask.LEVEL
        if not wordings.within("changes", said) or ((found := hear(text)) and found.chosen):
            return None
        named = [ask for name, ask in _CHANGED.items() if wordings.within(name, said)]
        return next((ask for ask in named if ask in draft.done), None)


def the_one_named(draft: Draft, text: str) -> Reviewable | None:
    """The only one of the kind that the words speak of."""
    wordings, said = ReviewWordings.load(), heard(text)
    kinds = [kind for name, kind in _KINDS.items() if wordings.within(name, said)]
    found = [Reviewable.model_validate(one) for one in draft.offered]
    fitting = [one for one in found if one.kind in kinds]
    return fitting[0] if len(fitting) == 1 and len(kinds) == 1 else None


def _anonymous(draft: Draft) -> Draft:
    return draft.settled(Ask.CONTACT, phone=None, anonymous=True, wants_call=False)


def _digits_of(text: str) -> str:
    """The number inside a sentence; the whole where no long number stands alone in it."""
    parts = "".join(letter if letter.isdigit() or letter in "+- " else "\n" for letter in plain(text))
    numbers = [part.strip() for part in parts.split("\n") if any(letter.isdigit() for letter in part)]
    return numbers[0] if len(numbers) == 1 else text


_KINDS = {
    "conversation": ReviewKind.CONVERSATION,
    "visit": ReviewKind.VISIT,
    "matter": ReviewKind.CASE,
}
_CHANGED = {
    "change_contact": Ask.CONTACT,
    "change_reasons": Ask.REASONS,
    "change_comment": Ask.COMMENT,
    "change_level": Ask.LEVEL,
}
