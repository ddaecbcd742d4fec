"""Asks for what is not known of a report, with what can be answered."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from actions.dialogue import buttons
from actions.dialogue.report_flow.plan import Ask, Plan
from actions.dialogue.report_flow.ports import ReportDesk
from actions.dialogue.report_flow.saying import summary
from actions.dialogue.report_flow.texts import ReportTexts
from actions.dialogue.turn import Outcome, Turn
from actions.errors import BackofficeError
from actions.rules.eligibility import YesNo
from actions.wire.files import StoredFile
from bot.wire import Button, Reply, ReplyType
from chassis.logs import get_logger
from chassis.regions import RegionRegistry

TOPIC = "report"
MOST_FILES = 10
UNKNOWN, DONE, ANONYMOUS, NAMED = "unknown", "done", "anonymous", "named"
"""What buttons carry, beside values, yes and no."""


@dataclass(frozen=True)
class Questions:
    desk: ReportDesk
    texts: ReportTexts

    async def ask(self, turn: Turn, plan: Plan, *, lead: str = "") -> Outcome:
        """The next question, after `lead`."""
        ask = plan.next_ask
        sent = await sent_since(self.desk, turn, plan.since) if ask is Ask.EVIDENCE else None
        if sent is not None:
            plan = replace(plan, files=[one.id for one in sent])
        said = self._said(plan, ask, sent or [])
        text = "\n".join(part for part in (lead, said) if part)
        offered = [*self._buttons(plan, ask), buttons.leave_flow(self.texts.leave_button)]
        reply = Reply(type=ReplyType.FORM, text=text, topic=TOPIC, buttons=offered)
        return Outcome([reply], {"flow": replace(plan, asks=ask.value, turn=turn.message_id).state()})

    async def streets(self, plan: Plan) -> list[str]:
        """As in the list of windows. Raises: BackofficeError."""
        windows = await self.desk.windows(region=plan.region)
        return list(dict.fromkeys(window.street for window in windows))

    def _said(self, plan: Plan, ask: Ask, sent: Sequence[StoredFile]) -> str:
        match ask:
            case Ask.CONFIRM:
                return f"{summary(plan, self.texts)}\n{self.texts.summary_notes}"
            case Ask.BREACH:
                return self._with_choices(ask, [*self.texts.breaches.values()])
            case Ask.REGION:
                return self._with_choices(ask, [region.name for region in RegionRegistry.load().covered()])
            case Ask.WHO:
                choices = [self.texts.anonymous_button, self.texts.named_button]
                return self._with_choices(ask, choices)
            case Ask.EVIDENCE if sent:
                return self.texts.ask["evidence_sent"].format(count=len(sent), names=names_of(sent))
            case _:
                return self.texts.ask[ask]

    def _with_choices(self, ask: Ask, choices: Sequence[str]) -> str:
        return f"{self.texts.ask[ask]}\n{self.texts.numbered_lines([*choices])}"

    def _buttons(self, plan: Plan, ask: Ask) -> list[Button]:
        texts = self.texts
        titles: dict[Ask, dict[str, str]] = {
            Ask.BREACH: {name: breach.value for breach, name in texts.breaches.items()},
            Ask.REGION: {region.name: region.code for region in RegionRegistry.load().covered()},
            Ask.EMPLOYER: {texts.unknown_button: UNKNOWN},
            Ask.STREET: {texts.unknown_button: UNKNOWN},
            Ask.MONTHS: {texts.unknown_button: UNKNOWN},
            Ask.OWED: {texts.unknown_button: UNKNOWN},
            Ask.GATHERING: {texts.yes_button: YesNo.YES, texts.no_button: YesNo.NO},
            Ask.TOLD: {texts.skip_button: DONE},
            Ask.EVIDENCE: {texts.sent_button if plan.files else texts.no_files_button: DONE},
            Ask.WHO: {texts.anonymous_button: ANONYMOUS, texts.named_button: NAMED},
            Ask.CONFIRM: {texts.file_button: YesNo.YES, texts.change_button: YesNo.NO},
        }
        return [buttons.answer_step(title, ask, value) for title, value in titles.get(ask, {}).items()]


def names_of(files: Sequence[StoredFile]) -> str:
    return "、".join(one.name for one in files)


async def sent_since(desk: ReportDesk, turn: Turn, since: str) -> list[StoredFile] | None:
    """What the citizen has sent from that moment on (ISO 8601; empty for all), the last ten at most.

    None where the back office does not say: a report is not held up by that.
    """
    try:
        files = await desk.files(turn.caller)
    except BackofficeError as error:
        get_logger().warning("files_unavailable", code=error.code, reason=str(error))
        return None
    begins = datetime.fromisoformat(since) if since else None
    return [one for one in files if not one.made and (begins is None or one.created_at >= begins)][
        -MOST_FILES:
    ]
