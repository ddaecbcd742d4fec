"""Wishes to be called and messages left while nobody is at the desk: taken in, taken up, done."""

from dataclasses import dataclass

from fastapi import Response
from sqlalchemy import Engine

from actions.backoffice.handlers.sentences import open_ended
from actions.backoffice.repository.callbacks import CallbackRepository
from actions.backoffice.repository.cases import CaseRepository
from actions.backoffice.repository.notices import NoticeRepository
from actions.backoffice.texts import Texts
from actions.backoffice.writes import WriteCall, Writer, WriteSession
from actions.errors import AnswerInvalid, CitizenUnknown, StepRefused, VersionConflict
from actions.rules.masking import masked_phone
from actions.wire.callbacks import (
    Callback,
    CallbackAct,
    CallbackRequest,
    Callbacks,
    CallbackState,
    CallbackStep,
)

MOST = 500
"""Callbacks in one answer."""

TOPIC = "handoff"


class CallbackNotices(Texts):
    taken: str
    done: str
    done_with: str


class CallbackRefusals(Texts):
    empty: str
    finished: str
    not_taken: str
    taken: str


class CallbackTexts(Texts):
    number_letters: str
    notices: CallbackNotices
    refusals: CallbackRefusals

    def notice(self, callback: Callback) -> str:
        if callback.state is CallbackState.TAKEN:
            return self.notices.taken.format(number=callback.number)
        note = open_ended(callback.result or "")
        form = self.notices.done_with if note else self.notices.done
        return form.format(number=callback.number, note=note)


@dataclass(frozen=True)
class CallbackHandler:
    engine: Engine
    writer: Writer
    callbacks: CallbackRepository
    numbers: CaseRepository
    notices: NoticeRepository
    texts: CallbackTexts

    def ask_for(
        self, call: WriteCall, request: CallbackRequest, *, conversation: str | None, subject: str | None
    ) -> Response:
        """Raises: AnswerInvalid: neither a number to be called nor a message."""
        if request.phone is None and not request.words.strip():
            raise AnswerInvalid(message=self.texts.refusals.empty)

        def work(session: WriteSession) -> Callback:
            series = f"{self.texts.number_letters}{session.now:%Y%m%d}"
            wanted = Callback(
                number=f"{series}-{self.numbers.next_number(session.connection, series):06}",
                phone=request.phone,
                words=request.words.strip(),
                region=request.region,
                conversation_id=conversation,
                state=CallbackState.OPEN,
                taken_by=None,
                result=None,
                created_at=session.now,
                version=1,
            )
            self.callbacks.add(session.connection, wanted, subject=subject, channel=request.channel)
            self._record(session, wanted, "asked")
            return _for_citizen(wanted)

        return self.writer.write(call, work, status=201)

    def mine(self, *, conversation: str | None, subject: str | None) -> Callbacks:
        """Raises: CitizenUnknown: neither a person nor a conversation asks."""
        if conversation is None and subject is None:
            raise CitizenUnknown("neither citizen nor conversation")
        with self.engine.connect() as connection:
            found = self.callbacks.reached(connection, conversation=conversation, subject=subject)
        return Callbacks(callbacks=[_for_citizen(callback) for callback in found])

    def to_do(self) -> Callbacks:
        """Those that nobody has finished, the oldest first."""
        with self.engine.connect() as connection:
            return Callbacks(callbacks=self.callbacks.to_do(connection, most=MOST))

    def step(self, call: WriteCall, number: str, step: CallbackStep, *, by: str) -> Response:
        """Take it up, or say what came of it.

        Raises:
            CallbackUnknown, VersionConflict.
            StepRefused: it is taken up by somebody, not taken up yet, or done.
        """

        def work(session: WriteSession) -> Callback:
            before = self.callbacks.find(session.connection, number)
            self._require(before, step)
            changed = before.model_copy(
                update={"version": before.version + 1, **_changes(before, step, by=by)}
            )
            self.callbacks.save(session.connection, changed)
            self._record(session, changed, changed.state)
            if changed.conversation_id is not None:
                text = self.texts.notice(changed)
                self.notices.add(session.connection, changed.conversation_id, text, TOPIC, session.now)
            return changed

        return self.writer.write(call, work)

    def _require(self, callback: Callback, step: CallbackStep) -> None:
        refusals, taking = self.texts.refusals, step.act is CallbackAct.TAKE
        if callback.state is CallbackState.DONE:
            raise StepRefused(repr(callback.number), message=refusals.finished)
        if taking and callback.state is CallbackState.TAKEN:
            raise StepRefused(repr(callback.number), message=refusals.taken.format(by=callback.taken_by))
        if callback.version != step.version:
            raise VersionConflict(f"{callback.number!r} is at version {callback.version}")
        if not taking and callback.state is CallbackState.OPEN:
            raise StepRefused(repr(callback.number), message=refusals.not_taken)

    def _record(self, session: WriteSession, callback: Callback, action: str) -> None:
        session.record(
            subject=f"callback:{callback.number}",
            action=f"callback.{action}",
            detail={"state": callback.state, "version": callback.version},
        )


def _changes(before: Callback, step: CallbackStep, *, by: str) -> dict[str, object]:
    """Whoever takes it up stays named, whoever finishes it."""
    if step.act is CallbackAct.TAKE:
        return {"state": CallbackState.TAKEN, "taken_by": by}
    return {"state": CallbackState.DONE, "result": step.note.strip() or before.result}


def _for_citizen(callback: Callback) -> Callback:
    return callback.model_copy(update={"phone": callback.phone and masked_phone(callback.phone)})
