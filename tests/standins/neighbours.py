"""The services beside the engine, as far as the gateway asks them."""

from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Request, Response


class Neighbours:
    """Knowledge, back office and actions in one, ready or all `down`. Remembers whom it was told of."""

    def __init__(self) -> None:
        self.reset()
        self.app = FastAPI()
        self.app.get("/readyz")(self._state)
        self.app.get("/health")(self._state)
        self.app.put("/backoffice/v1/people/{subject}")(self._person)
        self.app.post("/backoffice/v1/reviews")(self._review)
        self.app.get("/backoffice/v1/reviews")(self._reviews)
        self.app.post("/kb/v1/feedback")(self._feedback)
        self.app.post("/kb/v1/ratings")(self._rating)

    def reset(self) -> None:
        self.down = False
        self.people: list[dict[str, Any]] = []
        self.reviews: list[dict[str, Any]] = []
        self.keys: list[str] = []
        self.feedback: dict[str, dict[str, Any]] = {}
        self.ratings: dict[str, dict[str, Any]] = {}

    async def _state(self, response: Response) -> dict[str, str]:
        if self.down:
            response.status_code = HTTPStatus.SERVICE_UNAVAILABLE
        return {"status": "ok"}

    async def _review(self, request: Request, response: Response) -> dict[str, Any]:
        """One for each conversation; the same said again under its key is answered alike."""
        if self.down:
            response.status_code = HTTPStatus.SERVICE_UNAVAILABLE
            return {}
        sent, key = await request.json(), request.headers["Idempotency-Key"]
        for review in self.reviews:
            if review["key"] == key:
                return _view(review)
            if review["about"] == sent["about"]:
                response.status_code = HTTPStatus.CONFLICT
                return {"error": {"code": "review_exists", "message": "评价过了。", "trace_id": "t"}}
        self.reviews.append({**sent, "key": key, "conversation": request.headers["X-Conversation"]})
        return _view(self.reviews[-1])

    async def _reviews(self, request: Request) -> dict[str, Any]:
        asked = request.headers["X-Conversation"]
        return {"reviews": [_view(one) for one in self.reviews if one["conversation"] == asked]}

    async def _feedback(self, request: Request, response: Response) -> dict[str, Any]:
        """Of one key the first stands, for each who says it."""
        if self.down:
            response.status_code = HTTPStatus.SERVICE_UNAVAILABLE
            return {}
        said = await request.json()
        key = f"{said['key']} {said['source']} {said['account']}"
        changed = self.feedback.setdefault(key, said) is said
        return {"id": "f-1", "changed": changed}

    async def _rating(self, request: Request, response: Response) -> dict[str, Any]:
        if self.down:
            response.status_code = HTTPStatus.SERVICE_UNAVAILABLE
            return {}
        rating = await request.json()
        return {"changed": self.ratings.setdefault(rating["key"], rating) is rating}

    async def _person(self, request: Request, response: Response) -> dict[str, Any]:
        if self.down:
            response.status_code = HTTPStatus.SERVICE_UNAVAILABLE
            return {}
        person = await request.json()
        self.people.append(person)
        self.keys.append(request.headers["Idempotency-Key"])
        return {
            "name": person["name"][0] + "**",
            "identity_number": "***",
            "phone": "***",
            "may_promise": True,
            "reason": None,
        }


def _view(review: dict[str, Any]) -> dict[str, Any]:
    return {
        "id": "0" * 32,
        **{name: review[name] for name in ("kind", "about", "level", "comment", "photos")},
        "title": "这次对话",
        "reasons": [],
        "created_at": "2026-11-22T10:00:00+08:00",
        "changeable_until": "2026-11-27T10:00:00+08:00",
        "version": 1,
        "rectification": None,
    }
