"""Reports made up for the tests, and the calls that they take."""

from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

import httpx
from fastapi import FastAPI
from sqlalchemy import text

from actions.backoffice.repository.files import FileRepository, NewFile, Origin
from actions.backoffice.writes import WriteSession
from tests.actions.backoffice.counter import Counter

CLERK = "clerk.wong"
FACTS: dict[str, Any] = {
    "breach": "unpaid_wages",
    "region": "440104",
    "street": "北京街",
    "employer": "广州市鸿运餐饮有限公司",
    "place": "示范路1号二楼",
    "people": 1,
    "months": 1,
    "owed_cents": 500_000,
    "told": "老板说下个月发，一直没有发。",
}
NAMED = {"name": "李阿姨", "phone": "13800138000"}
FIRST = "JB20261122-000001"


def facts(**changes: Any) -> dict[str, Any]:
    return {**FACTS, **changes}


def refusal(response: httpx.Response) -> tuple[str, str]:
    """Code and sentence."""
    error = response.json()["error"]
    return error["code"], error["message"]


@dataclass
class Reporter:
    """Somebody in a conversation, signed in where `subject` is set. What is not tried must succeed."""

    counter: Counter
    subject: str | None = None
    conversation: str | None = field(default_factory=lambda: uuid4().hex)

    def tried(
        self, method: str, path: str, body: Any = None, *, code: str | None = None, **options: Any
    ) -> httpx.Response:
        return self.counter.ask(
            method,
            path,
            body=body,
            citizen=self.subject,
            conversation=self.conversation,
            headers={"X-Report-Code": code} if code else None,
            **options,
        )

    def done(self, method: str, path: str, body: Any = None, **options: Any) -> dict[str, Any]:
        response = self.tried(method, path, body, **options)
        assert response.is_success, response.text
        found: dict[str, Any] = response.json()
        return found

    def tries_to_report(self, *, key: str | None = None, **submission: Any) -> httpx.Response:
        body = {"facts": FACTS, "channel": "web", **submission}
        return self.tried("POST", "/reports", body, key=key)

    def reports(
        self, *, named: bool = False, evidence: list[str] | None = None, **changes: Any
    ) -> dict[str, Any]:
        """`changes` are of the facts."""
        response = self.tries_to_report(
            facts=facts(**changes), evidence=evidence or [], **(NAMED if named else {})
        )
        assert response.status_code == 201, response.text
        found: dict[str, Any] = response.json()
        return found

    def reads(self, number: str, **options: Any) -> httpx.Response:
        return self.tried("GET", f"/reports/{number}", **options)

    def adds(self, report: dict[str, Any], text_: str = "还有两个工友。", **options: Any) -> httpx.Response:
        body = {"version": report["version"], "text": text_, "evidence": options.pop("evidence", [])}
        return self.tried("POST", f"/reports/{report['number']}/additions", body, **options)

    def withdraws(self, report: dict[str, Any], reason: str = "", **options: Any) -> httpx.Response:
        body = {"version": report["version"], "reason": reason}
        return self.tried("POST", f"/reports/{report['number']}/withdrawal", body, **options)

    def sends_files(self, count: int) -> list[str]:
        """Files of the conversation that have passed every check; their ids."""
        office = self.counter.app.state.office
        files = FileRepository(office.cipher)
        ids = [uuid4().hex for _ in range(count)]

        def work(session: WriteSession) -> None:
            for id_ in ids:
                files.add(
                    session.connection,
                    NewFile(
                        id=id_,
                        conversation=self.conversation or "",
                        origin=Origin.SENT,
                        name="工资条.jpg",
                        media_type="image/jpeg",
                        content=b"picture",
                        created_at=session.now,
                    ),
                )

        office.writer.run("system", work)
        return ids


@dataclass(frozen=True)
class Inspector:
    """A member of staff."""

    counter: Counter
    account: str = CLERK

    def line(self, query: str = "") -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self._read(f"/staff/reports{query}")["reports"]
        return found

    def numbers(self, query: str = "") -> list[str]:
        return [one["report"]["number"] for one in self.line(query)]

    def opens(self, number: str) -> dict[str, Any]:
        return self._read(f"/staff/reports/{number}")

    def tries(self, report: dict[str, Any], act: str, **step: Any) -> httpx.Response:
        body = {"version": report["version"], "act": act, "note": "核实中", **step}
        return self.counter.post(f"/staff/reports/{report['number']}/steps", body, staff=self.account)

    def does(self, report: dict[str, Any], act: str, **step: Any) -> dict[str, Any]:
        """The report as its citizen reads it afterwards."""
        response = self.tries(report, act, **step)
        assert response.is_success, response.text
        found: dict[str, Any] = response.json()["report"]
        return found

    def warnings(self, query: str = "") -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self._read(f"/labour-warnings{query}")["warnings"]
        return found

    def acknowledges(self, warning: dict[str, Any], **options: Any) -> httpx.Response:
        body = {"version": warning["version"], "note": "已派人去看。"}
        path = f"/labour-warnings/{warning['id']}/acknowledgement"
        return self.counter.post(path, body, staff=self.account, **options)

    def _read(self, path: str) -> dict[str, Any]:
        response = self.counter.get(path, staff=self.account)
        assert response.is_success, response.text
        found: dict[str, Any] = response.json()
        return found


def notices(counter: Counter) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = counter.get("/notices").json()["notices"]
    return found


def everything_stored(app: FastAPI) -> bytes:
    """All tables, as somebody reads them who has the database and not the key."""
    with app.state.office.engine.connect() as connection:
        names = connection.execute(
            text("SELECT name FROM sqlite_master WHERE type = 'table' AND name LIKE 'backoffice%'")
        ).scalars()
        rows = [connection.execute(text(f"SELECT * FROM {name}")).all() for name in names]  # noqa: S608
    parts = [value for table in rows for row in table for value in row]
    return b"\n".join(part if isinstance(part, bytes) else str(part).encode() for part in parts)
