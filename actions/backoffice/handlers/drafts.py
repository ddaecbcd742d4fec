"""Which items may be applied for together, and what may be written into a draft."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy import Connection

from actions.backoffice.handlers.application_texts import ApplicationTexts
from actions.backoffice.handlers.dossiers import Dossier
from actions.backoffice.handlers.reach import Caller, require_reach
from actions.backoffice.repository.applications import ApplicationRepository, StoredApplication
from actions.backoffice.repository.catalogue import CatalogueRepository
from actions.backoffice.writes import WriteSession
from actions.errors import AnswerInvalid, CalendarUnknown, StepRefused, VersionConflict
from actions.rules.eligibility import YesNo
from actions.rules.field_values import normalise
from actions.rules.materials import is_possible
from actions.rules.working_days import last_day
from actions.wire.applications import ApplicationOpening, ApplicationState, MaterialChoice, MergedMaterial
from actions.wire.catalogue import DayKind, ServiceItem


@dataclass(frozen=True)
class Drafts:
    applications: ApplicationRepository
    catalogue: CatalogueRepository
    texts: ApplicationTexts

    def open(
        self, session: WriteSession, application_id: str, version: int, caller: Caller
    ) -> StoredApplication:
        """A draft as its caller read it last. With a person signed in it is that person's from now on.

        Raises:
            ApplicationUnknown, CitizenUnknown: it is not the caller's.
            StepRefused: it is no draft any more.
            VersionConflict: it has been changed since.
        """
        stored = self.applications.find(session.connection, application_id)
        require_reach(stored, caller)
        if stored.state is not ApplicationState.DRAFT or is_run_out(stored, now=session.now):
            raise StepRefused(stored.state, message=self.texts.refusals.over(stored.state))
        if stored.version != version:
            raise VersionConflict(f"{application_id!r} is at version {stored.version}, not {version}")
        return replace(stored, subject=stored.subject or caller.subject)

    def chosen(self, connection: Connection, opening: ApplicationOpening) -> list[ServiceItem]:
        """The items of a new application.

        Raises:
            ItemUnknown.
            AnswerInvalid: they do not go together.
            StepRefused: one of them is not applied for, or not here.
        """
        refusals = self.texts.refusals
        if len(set(opening.items)) < len(opening.items):
            raise AnswerInvalid(message=refusals.repeated_items)
        items = [self.catalogue.item(connection, code) for code in opening.items]
        if opening.life_event is not None:
            self._require_life_event(connection, opening.life_event, items)
        elif len(items) > 1:
            raise AnswerInvalid(message=refusals.several_items)
        if len({item.region for item in items}) > 1:
            raise AnswerInvalid(message=refusals.several_regions)
        for item in items:
            if not item.applicable:
                raise StepRefused(message=refusals.not_applicable.format(item=item.name))
        return items

    def answered(self, dossier: Dossier, answers: Mapping[str, str | None], *, today: date) -> dict[str, str]:
        """The draft's own answers after a change. None takes one back.

        Raises:
            AnswerInvalid: nobody asked for it, or the field cannot take it.
        """
        kept = dict(dossier.stored.answers)
        for code, written in answers.items():
            value = self._value(dossier, code, written, today=today)
            if value is None:
                kept.pop(code, None)
            else:
                kept[code] = value
        return kept

    def require_possible(
        self, dossier: Dossier, choices: Mapping[str, MaterialChoice], *, today: date
    ) -> None:
        """Raises: AnswerInvalid: the material is not asked for, or cannot come in that way."""
        materials = {material.code: material for material in dossier.form.materials}
        refusals = self.texts.refusals
        for code, choice in choices.items():
            material = materials.get(code)
            if material is None:
                raise AnswerInvalid(message=refusals.unknown_material.format(code=code))
            if not is_possible(material, choice, promising=dossier.promising):
                why = {
                    MaterialChoice.PROMISED: refusals.not_promised,
                    MaterialChoice.LATER: refusals.not_later,
                    MaterialChoice.SHARED: refusals.not_shared,
                }[choice]
                raise AnswerInvalid(message=why.format(name=material.name))
            if choice is MaterialChoice.LATER:
                self.last_day_for(material, today=today)

    def last_day_for(self, material: MergedMaterial, *, today: date) -> date:
        """Until when a material may follow that is filed today.

        Raises:
            AnswerInvalid: that day cannot be told.
        """
        try:
            return last_day(today, days=material.deferrable_working_days or 0, kind=DayKind.WORKING)
        except CalendarUnknown as unknown:
            message = self.texts.refusals.later_undated.format(name=material.name)
            raise AnswerInvalid(str(unknown), message=message) from unknown

    def _require_life_event(self, connection: Connection, code: str, items: Sequence[ServiceItem]) -> None:
        refusals = self.texts.refusals
        life_event = self.catalogue.life_event(connection, code)
        if life_event is None:
            raise AnswerInvalid(message=refusals.life_event_unknown)
        for item in items:
            if item.code not in life_event.items:
                raise AnswerInvalid(
                    message=refusals.outside_life_event.format(life_event=life_event.name, item=item.name)
                )

    def _value(self, dossier: Dossier, code: str, written: str | None, *, today: date) -> str | None:
        """What is kept of an answer."""
        fields = {field.code: field for field in dossier.form.fields}
        conditions = {condition.code for condition in dossier.form.conditions}
        if code not in fields and code not in conditions:
            raise AnswerInvalid(message=self.texts.refusals.unknown_answer.format(code=code))
        if written is None:
            return None
        if code in fields:
            return normalise(fields[code], written, today=today)
        if written not in set(YesNo):
            raise AnswerInvalid(message=self.texts.refusals.yes_or_no)
        return written


def is_run_out(stored: StoredApplication, *, now: datetime) -> bool:
    return stored.state is ApplicationState.DRAFT and stored.expires_at <= now
