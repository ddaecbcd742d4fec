"""The advice: the next rung and who is there, until when, what to bring. Every fact by a policy point."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from actions.dialogue import buttons
from actions.dialogue.dispute_flow.asking import TOPIC
from actions.dialogue.dispute_flow.grounds import LAW, Grounds, Telling, fetch
from actions.dialogue.dispute_flow.plan import Ask, DisputePlan
from actions.dialogue.dispute_flow.ports import PointSource
from actions.dialogue.dispute_flow.texts import DisputeTexts
from actions.dialogue.turn import Outcome, Turn
from actions.rules.dispute_ladder import Advice, People, Rung, Tried, advise
from actions.rules.limitation import Limitation, State
from bot.wire import Button, Reply, ReplyType
from chassis.regions import RegionRegistry

_OF_TIME = ("limitation", "restarts", "employed", "left")


@dataclass(frozen=True)
class Adviser:
    """Raises KnowledgeError: without its grounds no advice is given."""

    points: PointSource
    texts: DisputeTexts
    grounds: Grounds

    async def advise(self, turn: Turn, plan: DisputePlan, *, today: date) -> Outcome:
        matter, tried, people = plan.settled()
        time = plan.counted(today=today)
        advice = advise(matter=matter, tried=tried, people=people, days_left=time.days_left)
        told = await fetch(self.points, [*self._wanted(plan, advice)], trace_id=turn.trace_id)
        way, until = Telling(told), Telling(told)
        self._tell_way(way, plan, advice)
        if tried is not Tried.AWARDED:
            self._tell_time(until, plan, time)
        self._tell_papers(until, plan)
        replies = [
            self._reply(way, turn, plan, today=today, offered=[]),
            self._reply(until, turn, plan, today=today, offered=self._ways_on(advice)),
        ]
        return Outcome(replies, {"flow": plan.state(Ask.ADVISED)})

    def _wanted(self, plan: DisputePlan, advice: Advice) -> Iterator[str]:
        purposes = [advice.rung, *advice.lanes, "aid", "complaint", "payment"]
        yield from self.grounds.ids(LAW, [*purposes, *_OF_TIME])
        yield from self.grounds.ids(plan.region or "", purposes)

    def _tell_way(self, telling: Telling, plan: DisputePlan, advice: Advice) -> None:
        rung = advice.rung
        telling.say(self.texts.next[rung])
        if advice.hurried:
            telling.say(self.texts.hurried)
        if self.texts.tips[rung]:
            telling.say(self.texts.tips[rung])
        telling.tell(self.grounds.ids(LAW, [rung, *advice.lanes]), under=self.texts.heading.law)
        if advice.may_demand_payment:
            telling.tell(self.grounds.ids(LAW, ["payment"]), under=self.texts.heading.payment)
        if advice.may_complain and rung is not Rung.COURT:
            telling.tell(self.grounds.ids(LAW, ["complaint"]), under=self.texts.heading.complaint)
        self._tell_district(telling, plan, advice)

    def _tell_district(self, telling: Telling, plan: DisputePlan, advice: Advice) -> None:
        """Last, since the cautions about a plan stand below."""
        district = plan.region or ""
        region = RegionRegistry.load().find(district)
        name = region.short_name if region else ""
        under = self.texts.heading.district.format(region=name)
        if not telling.tell(self.grounds.ids(district, [advice.rung]), under=under):
            telling.say(self.texts.nothing_local.format(region=name))
        for lane in advice.lanes:
            telling.tell(self.grounds.ids(district, [lane]), under=self.texts.lanes[lane])
        telling.tell(self.grounds.ids(district, ["aid"]), under=self.texts.heading.aid)

    def _tell_time(self, telling: Telling, plan: DisputePlan, time: Limitation) -> None:
        """A day is told only where the statute that it follows from is there to be cited."""
        if not telling.say_by(self._time(time), self.grounds.ids(LAW, [_ground_of(plan, time)])):
            telling.say(self.texts.untold)
            return
        if plan.day and time.counted_from and time.counted_from.isoformat() != plan.day:
            restarted = self.texts.until.restarted.format(claimed_day=self.texts.day(time.counted_from))
            telling.say_by(restarted, self.grounds.ids(LAW, ["restarts"]))
        if time.state is State.PASSED:
            telling.tell(self.grounds.ids(LAW, ["restarts"]), under=self.texts.restarts_heading)
        telling.say(self.texts.caveat)

    def _time(self, time: Limitation) -> str:
        if time.counted_from is None or time.last_day is None:
            return (
                self.texts.until.not_running if time.state is State.NOT_RUNNING else self.texts.until.unknown
            )
        passed = time.state is State.PASSED
        text = self.texts.until.passed if passed else self.texts.until.open
        if time.days_left == 0:
            text = self.texts.until.today
        return text.format(
            from_day=self.texts.day(time.counted_from),
            last_day=self.texts.day(time.last_day),
            days=time.days_left,
        )

    def _tell_papers(self, telling: Telling, plan: DisputePlan) -> None:
        prepare = self.texts.prepare
        matter, tried, people = plan.settled()
        papers = [*prepare.every, *prepare.matter[matter]]
        papers += [prepare.many] if people is People.MANY else []
        papers += [prepare.awarded] if tried is Tried.AWARDED else []
        telling.say(f"{prepare.heading}\n{self.texts.numbered(papers)}")

    def _ways_on(self, advice: Advice) -> list[Button]:
        titles = self.texts.buttons
        offered = [buttons.draft_mediation(titles.draft)] if advice.rung is not Rung.COURT else []
        offered += [buttons.file_report(titles.report)] if advice.may_complain else []
        return [*offered, buttons.ask_dispute(titles.restart), buttons.request_handoff(titles.person)]

    def _reply(
        self, telling: Telling, turn: Turn, plan: DisputePlan, *, today: date, offered: list[Button]
    ) -> Reply:
        answer = telling.answer(region=plan.region, as_of=today, trace_id=turn.trace_id)
        return Reply(
            type=ReplyType.ANSWER,
            text=answer.text,
            topic=TOPIC,
            buttons=offered,
            answer=answer.model_dump(mode="json", exclude={"trace"}),
        )


def _ground_of(plan: DisputePlan, time: Limitation) -> str:
    """Which of the statute's rules the time follows from."""
    if time.state is State.NOT_RUNNING:
        return "employed"
    return "left" if plan.of_remuneration and time.state is not State.UNKNOWN else "limitation"
