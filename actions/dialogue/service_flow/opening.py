"""Begins an application, or takes one up again that was left."""

from collections.abc import Sequence
from dataclasses import dataclass

from actions.dialogue import buttons
from actions.dialogue.service_flow.drafts import Drafts
from actions.dialogue.service_flow.prompts import TOPICS, offers_promise
from actions.dialogue.service_flow.rescue import Rescue
from actions.dialogue.service_flow.telling import Teller
from actions.dialogue.turn import Outcome, Turn
from actions.errors import BackofficeError
from actions.wire.applications import Application, ApplicationState
from actions.wire.catalogue import ServiceItem
from bot.wire import Reply, ReplyType
from chassis.regions import RegionRegistry


@dataclass(frozen=True)
class Opening:
    """Raises nothing that the back office refuses: `rescue` says it."""

    drafts: Drafts
    teller: Teller
    rescue: Rescue
    draft_days: int

    async def begin(self, turn: Turn, items: Sequence[ServiceItem], *, life_event: str | None) -> Outcome:
        """The draft of these items, the one that is there already if there is one."""
        try:
            same = await self._draft_of(turn, items)
            if same is not None:
                return await self._taken_up(turn, same, restart=True)
            opened = await self.drafts.open(turn, [item.code for item in items], life_event=life_event)
            prompt = await self.teller.prompt(turn, opened)
        except BackofficeError as error:
            return await self.rescue.outcome(turn, error)
        return Outcome([self._introduction(turn, opened), *prompt.replies], prompt.slots)

    async def resume(self, turn: Turn, draft: str | None = None) -> Outcome:
        """The one that is named, else the only one; of several, the citizen chooses."""
        try:
            unfinished = await self.drafts.unfinished(turn)
            return await self._resume(turn, unfinished, draft)
        except BackofficeError as error:
            return await self.rescue.outcome(turn, error)

    async def discard(self, turn: Turn, draft: str) -> Outcome:
        try:
            application = await self.drafts.read(turn, draft)
            await self.drafts.discard(turn, application)
        except BackofficeError as error:
            return await self.rescue.outcome(turn, error)
        return self.teller.discarded(application)

    async def _resume(self, turn: Turn, unfinished: list[Application], draft: str | None) -> Outcome:
        drafts = [one for one in unfinished if one.state is ApplicationState.DRAFT]
        chosen = [one for one in drafts if one.id == draft] if draft else drafts
        if len(chosen) == 1:
            return await self._taken_up(turn, chosen[0], restart=False)
        if len(drafts) > 1:
            return self._which(drafts)
        expired = next((one for one in unfinished if one.state is ApplicationState.EXPIRED), None)
        if expired is not None:
            await self.drafts.discard(turn, expired)
            return self.teller.expired(expired)
        return self.nothing_open()

    def nothing_open(self) -> Outcome:
        return self.teller.note(self.teller.texts.nothing_open)

    async def _taken_up(self, turn: Turn, application: Application, *, restart: bool) -> Outcome:
        if application.conversation_id != turn.conversation_id:
            application = await self.drafts.move_here(turn, application)
        texts = self.teller.texts
        lead = texts.resumed.format(items=texts.names(application))
        return await self.teller.prompt(
            turn, application, lead=lead + (texts.resumed_restart if restart else "")
        )

    async def _draft_of(self, turn: Turn, items: Sequence[ServiceItem]) -> Application | None:
        codes = {item.code for item in items}
        return next(
            (
                one
                for one in await self.drafts.unfinished(turn)
                if one.state is ApplicationState.DRAFT and {item.code for item in one.items} == codes
            ),
            None,
        )

    def _which(self, drafts: list[Application]) -> Outcome:
        texts = self.teller.texts
        offered = [
            buttons.continue_flow(texts.open_button.format(items=texts.names(one)), one.id) for one in drafts
        ]
        return self.teller.note(texts.several_open.format(count=len(drafts)), offered)

    def _introduction(self, turn: Turn, application: Application) -> Reply:
        texts = self.teller.texts
        several = len(application.items) > 1
        lines = [
            texts.opening.format(
                items=texts.names(application),
                demo=self.teller.prompts.demo(any(item.demo for item in application.items)),
                about=texts.about_several if several else application.items[0].about,
            )
        ]
        region = RegionRegistry.load().find(application.region)
        if region and turn.region != application.region:
            lines.append(texts.opening_place.format(region=region.name))
        if offers_promise(application.items) and application.form.commitment_offered:
            lines.append(texts.opening_promise)
        lines.append(texts.opening_notes.format(days=self.draft_days))
        return Reply(
            type=ReplyType.TEXT, text="\n".join(lines), topic=TOPICS[application.life_event is not None]
        )
