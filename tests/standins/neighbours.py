"""The services beside the engine, as far as the gateway's readiness asks them."""

from http import HTTPStatus

from fastapi import FastAPI, Response


class Neighbours:
    """Knowledge, back office and actions in one, ready or all `down`."""

    def __init__(self) -> None:
        self.down = False
        self.app = FastAPI()
        self.app.get("/readyz")(self._state)
        self.app.get("/health")(self._state)

    async def _state(self, response: Response) -> dict[str, str]:
        if self.down:
            response.status_code = HTTPStatus.SERVICE_UNAVAILABLE
        return {"status": "ok"}
