"""The steps of a review loop, as its citizen and the staff take them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import httpx

from chassis.clock import OFFICE_ZONE
from tests.actions.backoffice.counter import Counter
from tests.actions.backoffice.filing.samples import Applicant, Clerk

MONDAY = datetime(2026, 11, 23, 10, 0, tzinfo=OFFICE_ZONE)
TO_THE_REPLY = ("take_in", "contact", "verify", "fix", "reply")
BAD: dict[str, Any] = {"level": "非常不满意", "reasons": ["slow", "unfriendly"], "comment": "等了两个小时。"}


@dataclass
class Reviewer:
    """Somebody in a conversation, signed in where the applicant is. What is not tried must succeed."""

    applicant: Applicant

    @property
    def conversation(self) -> str:
        return self.applicant.conversation

    def has_a_case(self) -> str:
        """Granted by `clerk.wong`; its number."""
        granted = Clerk(self.applicant.counter).grants(self.applicant.files_plain())
        return str(granted["number"])

    def tries(self, method: str, path: str, body: Any = None, **options: Any) -> httpx.Response:
        return self.applicant.tried(method, path, body, **options)

    def does(self, method: str, path: str, body: Any = None, **options: Any) -> dict[str, Any]:
        return self.applicant.done(method, path, body, **options)

    def tries_to_review(self, about: str, *, key: str | None = None, **parts: Any) -> httpx.Response:
        body = {"kind": "case", "about": about, "channel": "web", **parts}
        return self.tries("POST", "/reviews", body, key=key)

    def reviews(self, about: str, **parts: Any) -> dict[str, Any]:
        response = self.tries_to_review(about, **parts)
        assert response.status_code == 201, response.text
        found: dict[str, Any] = response.json()
        return found

    def tries_to_change(self, review: dict[str, Any], **parts: Any) -> httpx.Response:
        headers = {"If-Match": f'"{review["version"]}"'}
        return self.tries("PATCH", f"/reviews/{review['id']}", {"level": "满意", **parts}, headers=headers)

    def changes(self, review: dict[str, Any], **parts: Any) -> dict[str, Any]:
        response = self.tries_to_change(review, **parts)
        assert response.is_success, response.text
        found: dict[str, Any] = response.json()
        return found

    def rectification(self, review: dict[str, Any]) -> dict[str, Any]:
        return self.does("GET", f"/reviews/{review['id']}/rectification")

    def tries_to_rate(self, review: dict[str, Any], rating: str = "满意", **parts: Any) -> httpx.Response:
        body = {"version": self.rectification(review)["version"], "rating": rating, **parts}
        return self.tries("POST", f"/reviews/{review['id']}/rectification/rating", body)

    def rates(self, review: dict[str, Any], rating: str = "满意", **parts: Any) -> dict[str, Any]:
        response = self.tries_to_rate(review, rating, **parts)
        assert response.is_success, response.text
        found: dict[str, Any] = response.json()
        return found


@dataclass
class Staff:
    """A member of staff. Steps are taken on the version that is there, unless another is given."""

    counter: Counter
    account: str

    def get(self, path: str) -> httpx.Response:
        return self.counter.get(path, staff=self.account)

    def reads(self, number: str) -> dict[str, Any]:
        response = self.get(f"/rectifications/{number}")
        assert response.is_success, response.text
        found: dict[str, Any] = response.json()
        return found

    def lists(self, query: str = "") -> list[str]:
        """Numbers."""
        response = self.get(f"/rectifications{query}")
        assert response.is_success, response.text
        return [one["number"] for one in response.json()["rectifications"]]

    def tries(self, number: str, path: str, **body: Any) -> httpx.Response:
        sent = {"version": body.pop("version", None) or self.reads(number)["version"], **body}
        return self.counter.post(f"/rectifications/{number}/{path}", sent, staff=self.account)

    def tries_step(self, number: str, act: str, **parts: Any) -> httpx.Response:
        return self.tries(number, "steps", **{"act": act, "note": "办好了。", **parts})

    def takes(self, number: str, *acts: str, **parts: Any) -> dict[str, Any]:
        """These steps, one after the other."""
        found: dict[str, Any] = {}
        for act in acts:
            response = self.tries_step(number, act, **parts)
            assert response.is_success, response.text
            found = response.json()
        return found

    def tries_to_appeal(self, number: str, **parts: Any) -> httpx.Response:
        body = {"ground": "mistaken", "text": "说的不是这个窗口。", **parts}
        return self.tries(number, "appeal", **body)

    def tries_to_decide(self, number: str, *, upheld: bool, **parts: Any) -> httpx.Response:
        body = {"upheld": upheld, "text": "查过记录。", **parts}
        return self.tries(number, "appeal/decision", **body)

    def statistics(self, query: str = "") -> list[dict[str, Any]]:
        response = self.get(f"/review-statistics{query}")
        assert response.is_success, response.text
        rows: list[dict[str, Any]] = response.json()["rows"]
        return rows

    def sweeps(self) -> list[str]:
        """The numbers that went up in a round."""
        response = self.counter.post("/sweeps")
        assert response.is_success, response.text
        escalated: list[str] = response.json()["escalated"]
        return escalated


def refusal(response: httpx.Response) -> tuple[str, str]:
    """Code and sentence."""
    error = response.json()["error"]
    return error["code"], error["message"]


def states(view: dict[str, Any]) -> list[str]:
    """Those of the history, each once in a row."""
    found: list[str] = []
    for entry in view["history"]:
        if not found or found[-1] != entry["state"]:
            found.append(entry["state"])
    return found
