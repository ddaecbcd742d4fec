"""What staff see where something was refused: a page, or for htmx a notice in the page they are on."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any
from urllib.parse import urlencode

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import HTMLResponse, RedirectResponse
from starlette.exceptions import HTTPException

from chassis.errors import CivicError
from chassis.logs import TRACE_HEADER, current_trace_id, get_logger
from chassis.web import FIELD_NAME, FIELDS_NAMED
from connectors.console.entrance.forms import SIGN_IN_PAGE, sign_in_page
from connectors.console.errors import NotSignedIn, PasswordChangeDue
from connectors.console.views import HEADERS
from connectors.console.visit import PASSWORD_PAGE, Visit, views_of
from connectors.errors import ConnectorError


def explain_errors(app: FastAPI) -> None:
    app.add_exception_handler(CivicError, _refused)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(Exception, _unexpected)


async def _refused(request: Request, error: Exception) -> Response:
    assert isinstance(error, CivicError)
    get_logger().info("console_refused", code=error.code, detail=str(error))
    headers = error.headers if isinstance(error, ConnectorError) else {}
    if isinstance(error, NotSignedIn):
        return await _to_sign_in(request)
    if isinstance(error, PasswordChangeDue):
        return _to(request, PASSWORD_PAGE)
    return _explain(request, HTTPStatus(error.status), error.message, headers)


async def _invalid(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    fields = [".".join(str(part) for part in item["loc"][1:]) for item in error.errors()]
    named = [field for field in dict.fromkeys(fields) if FIELD_NAME.fullmatch(field)][:FIELDS_NAMED]
    message = _text(request, HTTPStatus.UNPROCESSABLE_ENTITY) + "、".join(named)
    return _explain(request, HTTPStatus.UNPROCESSABLE_ENTITY, message)


async def _http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    status = HTTPStatus(error.status_code)
    return _explain(request, status, _text(request, status), error.headers or {})


async def _unexpected(request: Request, _: Exception) -> Response:
    """The error itself is logged by the application around this one."""
    status = HTTPStatus.INTERNAL_SERVER_ERROR
    return _explain(request, status, _text(request, status), {TRACE_HEADER: current_trace_id()})


def _text(request: Request, status: HTTPStatus) -> str:
    errors: dict[int, str] = views_of(request).shell_texts["errors"]
    return errors.get(status.value, errors[HTTPStatus.INTERNAL_SERVER_ERROR.value])


async def _to_sign_in(request: Request) -> Response:
    """The page itself: no answer pretends to be another. After it the reader goes on where they were."""
    way = request.url.path if request.method == "GET" else ""
    if request.url.query and way:
        way += f"?{request.url.query}"
    if request.headers.get("HX-Request") == "true":
        target = request.headers.get("HX-Current-URL", "")
        return _to(request, f"{SIGN_IN_PAGE}?{urlencode({'next': _path_of(target)})}")
    return await sign_in_page(request, next_path=way, status=HTTPStatus.UNAUTHORIZED)


def _path_of(url: str) -> str:
    return "/desk" + url.partition("/desk")[2] if "/desk" in url else ""


def _to(request: Request, path: str) -> Response:
    if request.headers.get("HX-Request") == "true":
        return Response(status_code=HTTPStatus.UNAUTHORIZED, headers={**HEADERS, "HX-Redirect": path})
    return RedirectResponse(path, HTTPStatus.SEE_OTHER, headers=HEADERS)


def _explain(
    request: Request, status: HTTPStatus, message: str, headers: Mapping[str, str] | None = None
) -> Response:
    visit: Visit | None = getattr(request.state, "visit", None)
    views = views_of(request)
    values: dict[str, Any] = {"message": message, "trace_id": current_trace_id()}
    if request.headers.get("HX-Request") == "true":
        content = views.render("refused.html", **values)
    elif visit is None:
        content = views.render("refused_outside.html", **values)
    else:
        content = views.render("refused_page.html", **visit.frame(), **values)
    return HTMLResponse(content, status, headers={**HEADERS, **(headers or {})})
