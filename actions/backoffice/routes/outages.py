"""What callers hear while the database does not answer: the same call may come again."""

from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse
from sqlalchemy import exc

from actions.errors import BackofficeUnavailable
from chassis.logs import get_logger
from chassis.web import error_body


def answer_outages(app: FastAPI) -> None:
    """A database that is locked too long, gone, or has no connection left is no bug of ours."""

    def unavailable(_: Request, error: Exception) -> JSONResponse:
        # Of the error only its kind: its text may hold what somebody filled in.
        cause = getattr(error, "orig", None) or error
        get_logger().error("database_unavailable", cause=type(cause).__name__)
        return JSONResponse(
            error_body(BackofficeUnavailable.code, BackofficeUnavailable.message),
            status_code=BackofficeUnavailable.status,
        )

    for kind in (exc.OperationalError, exc.TimeoutError):
        app.add_exception_handler(kind, unavailable)
