"""An action server that only echoes: the least that bare Rasa can do in a turn.

    .venv/bin/python -m evaluation.load.echo_actions PORT

Speaks the protocol of rasa-sdk, and takes as long as an echo there does: 1 ms a call.
"""

import sys
from typing import Annotated, Any

import uvicorn
from fastapi import Body, FastAPI


def create_app() -> FastAPI:
    app = FastAPI(openapi_url=None)

    @app.get("/health")
    async def health() -> dict[str, str]:
        return {"status": "ok"}

    @app.post("/webhook")
    async def webhook(call: Annotated[dict[str, Any], Body()]) -> dict[str, Any]:
        return {"events": [], "responses": [{"text": _latest_text(call)}]}

    return app


def _latest_text(call: dict[str, Any]) -> str:
    message = (call.get("tracker") or {}).get("latest_message") or {}
    return str(message.get("text") or "")


if __name__ == "__main__":
    uvicorn.run(create_app(), host="127.0.0.1", port=int(sys.argv[1]), log_level="warning")
