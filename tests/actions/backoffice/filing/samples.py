"""Items, a life event and people to apply with; and the calls that an application takes."""

from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

import httpx
from fastapi import FastAPI

from actions.backoffice.writes import WriteSession
from actions.wire.catalogue import LifeEvent, ServiceItem
from tests.actions.backoffice.counter import Counter
from tests.actions.backoffice.samples import LI

REGION = "440104"
PROMISED, DEFERRED, PLAIN = "440104-promised", "440104-deferred", "440104-plain"
EVENT = "440104-event"
CLERK = "clerk.wong"
WANG = {
    "subject": "wang",
    "name": "王伯伯",
    "identity_number": "440104197403160004",
    "phone": "13900139000",
}

_FIELDS: list[dict[str, Any]] = [
    {"code": "name", "label": "姓名", "prompt": "您叫什么？", "kind": "name", "prefilled": True},
    {
        "code": "identity-number",
        "label": "身份证号码",
        "prompt": "号码是多少？",
        "kind": "identity_number",
        "prefilled": True,
    },
    {"code": "left-on", "label": "离职日期", "prompt": "哪天离开的？", "kind": "date"},
]
_UNEMPLOYED = {"code": "unemployed", "question": "您现在没有工作，对吗？", "unmet": "有工作的不能办。"}
_IDENTITY_CARD = {"code": "identity-card", "name": "居民身份证", "held_by": "公安机关"}
_TERMS: dict[str, Any] = {
    "legal_basis": "某项规定",
    "proof": "离职证明",
    "proof_content": "您已经离开原来的单位。",
    "how_to_promise": "本人在网上签名。",
    "consequences": ["撤销决定。", "钱要退回来。"],
    "checked_by": "某个办事处",
    "check_scope": "all",
}


def _item(code: str, *, days: int, **parts: Any) -> ServiceItem:
    return ServiceItem.model_validate(
        {
            "code": code,
            "name": f"{code[7:]}事项",
            "region": REGION,
            "about": "只用来测试。",
            "applicants": ["person"],
            "conditions": [_UNEMPLOYED],
            "limits": [{"kind": "promised", "days": days, "text": f"{days}个工作日办好。"}],
            "fields": _FIELDS,
            "demo": False,
            **parts,
        }
    )


ITEMS = [
    _item(
        PROMISED,
        days=10,
        modes=["commitment"],
        commitment=_TERMS,
        materials=[
            _IDENTITY_CARD,
            {"code": "leaving-proof", "name": "离职证明", "promise_allowed": True},
        ],
    ),
    _item(
        DEFERRED,
        days=2,
        modes=["deferred_material"],
        materials=[
            _IDENTITY_CARD,
            {"code": "photo", "name": "照片", "deferrable_working_days": 5},
            {"code": "bank-card", "name": "收款卡的照片", "deferrable_working_days": 10},
        ],
    ),
    _item(PLAIN, days=20, materials=[{"code": "form", "name": "申请表"}]),
]
LIFE_EVENT = LifeEvent(
    code=EVENT, name="测试一件事", region=REGION, about="只用来测试。", items=[PROMISED, DEFERRED, PLAIN]
)
ANSWERS = {"unemployed": "yes", "left-on": "2026-09-30"}


def stock(app: FastAPI) -> None:
    """Put the items, the life event and the people into a back office."""
    office = app.state.office

    def work(session: WriteSession) -> None:
        for item in ITEMS:
            office.catalogue.add(session.connection, item, by="test", at=session.now)
        events = office.catalogue.life_events(session.connection)
        office.catalogue.replace_life_events(session.connection, [*events, LIFE_EVENT])

    office.writer.run("system", work)
    counter = Counter(app)
    for person in (LI, WANG):
        counter.put(f"/people/{person['subject']}", person)


@dataclass
class Applicant:
    """Somebody in a conversation, signed in where `subject` is set. What is not tried must succeed."""

    counter: Counter
    subject: str | None = "li"
    conversation: str = field(default_factory=lambda: uuid4().hex)
    channel: str = "web"

    def tried(self, method: str, path: str, body: Any = None, **options: Any) -> httpx.Response:
        return self.counter.ask(
            method, path, body=body, citizen=self.subject, conversation=self.conversation, **options
        )

    def done(self, method: str, path: str, body: Any = None, **options: Any) -> dict[str, Any]:
        response = self.tried(method, path, body, **options)
        assert response.is_success, response.text
        found: dict[str, Any] = response.json()
        return found

    def opening(self, *items: str) -> dict[str, Any]:
        return {
            "conversation_id": self.conversation,
            "channel": self.channel,
            "items": list(items),
            "life_event": EVENT if len(items) > 1 else None,
        }

    def opens(self, *items: str) -> dict[str, Any]:
        return self.done("POST", "/applications", self.opening(*items))

    def tries_to_change(self, draft: dict[str, Any], **change: Any) -> httpx.Response:
        return self.tried("PATCH", f"/applications/{draft['id']}", {"version": draft["version"], **change})

    def changes(self, draft: dict[str, Any], **change: Any) -> dict[str, Any]:
        body = {"version": draft["version"], **change}
        return self.done("PATCH", f"/applications/{draft['id']}", body)

    def fills_in(self, *items: str, **change: Any) -> dict[str, Any]:
        """A draft with all answers; how the materials come is told by the caller."""
        return self.changes(self.opens(*items), answers=ANSWERS, **change)

    def signature(self, draft: dict[str, Any], **parts: Any) -> dict[str, Any]:
        text = self.done("GET", f"/applications/{draft['id']}/commitment")
        return {"text_version": text["version"], "text_hash": text["hash"], **parts}

    def tries_to_submit(
        self, draft: dict[str, Any], signature: dict[str, Any] | None = None, **options: Any
    ) -> httpx.Response:
        body = {"version": draft["version"], "signature": signature}
        return self.tried("POST", f"/applications/{draft['id']}/submission", body, **options)

    def submits(self, draft: dict[str, Any], signature: dict[str, Any] | None = None) -> dict[str, Any]:
        response = self.tries_to_submit(draft, signature)
        assert response.is_success, response.text
        found: dict[str, Any] = response.json()
        return found

    def promises(self, *items: str, **change: Any) -> dict[str, Any]:
        """The one case of an item, filed by commitment; or the application of several."""
        draft = self.fills_in(*items or (PROMISED,), commitment=True, **change)
        filed = self.submits(draft, self.signature(draft))
        return filed["cases"][0] if len(filed["cases"]) == 1 else filed

    def files_plain(self) -> dict[str, Any]:
        draft = self.fills_in(PLAIN, materials={"form": "handed_in"})
        found: dict[str, Any] = self.submits(draft)["cases"][0]
        return found

    def files_deferred(self, *, later: tuple[str, ...] = ("photo",)) -> dict[str, Any]:
        materials = {code: "later" if code in later else "handed_in" for code in ("photo", "bank-card")}
        found: dict[str, Any] = self.submits(self.fills_in(DEFERRED, materials=materials))["cases"][0]
        return found

    def steps(self, case: dict[str, Any], step: str, **body: Any) -> httpx.Response:
        return self.tried("POST", f"/cases/{case['number']}/{step}", {"version": case["version"], **body})


@dataclass(frozen=True)
class Clerk:
    """A member of staff."""

    counter: Counter

    def tries(self, case: dict[str, Any], step: str, **body: Any) -> httpx.Response:
        sent = {"version": case["version"], "by": "黄科员", **body}
        return self.counter.post(f"/cases/{case['number']}/{step}", sent, staff=CLERK)

    def does(self, case: dict[str, Any], step: str, **body: Any) -> dict[str, Any]:
        response = self.tries(case, step, **body)
        assert response.is_success, response.text
        found: dict[str, Any] = response.json()
        return found

    def grants(self, case: dict[str, Any]) -> dict[str, Any]:
        return self.does(case, "decision", outcome="granted", reasons=["符合条件。"])


def refusal(response: httpx.Response) -> tuple[str, str]:
    """Code and sentence."""
    error = response.json()["error"]
    return error["code"], error["message"]


def story(case: dict[str, Any]) -> list[str]:
    """The states of the timeline, each once."""
    states = [entry["state"] for entry in case["timeline"]]
    return [state for place, state in enumerate(states) if place == 0 or states[place - 1] != state]
