"""The endpoints of the local provider."""

import hmac
from http import HTTPStatus
from typing import Annotated, Any
from urllib.parse import urlsplit

from authlib.oauth2.rfc7636 import create_s256_code_challenge  # type: ignore[import-untyped]
from fastapi import APIRouter, Form, Header, Request
from fastapi.responses import HTMLResponse, JSONResponse, RedirectResponse, Response

from connectors.identity.discovery import PATH as DISCOVERY
from connectors.identity.local_provider.authorization import AuthorizationRequest, Requested
from connectors.identity.local_provider.client_authentication import proves
from connectors.identity.local_provider.grants import Grant
from connectors.identity.local_provider.page import choose_page
from connectors.identity.local_provider.provider import ALGORITHM, PATH, LocalProvider
from connectors.web_chat.pages import SECURITY_HEADERS

_NOT_KEPT = {"Cache-Control": "no-store"}


def create_router(provider: LocalProvider) -> APIRouter:
    router = APIRouter(prefix=PATH, include_in_schema=False)
    _add_authorization(router, provider)
    _add_tokens(router, provider)

    @router.get(DISCOVERY)
    def discovery() -> dict[str, Any]:
        return describe(provider.issuer)

    @router.get("/jwks")
    def keys() -> Any:
        return provider.public_keys()

    return router


def describe(issuer: str) -> dict[str, Any]:
    return {
        "issuer": issuer,
        "authorization_endpoint": f"{issuer}/authorize",
        "token_endpoint": f"{issuer}/token",
        "userinfo_endpoint": f"{issuer}/userinfo",
        "jwks_uri": f"{issuer}/jwks",
        "scopes_supported": ["openid", "profile", "phone"],
        "response_types_supported": ["code"],
        "grant_types_supported": ["authorization_code"],
        "subject_types_supported": ["public"],
        "id_token_signing_alg_values_supported": [ALGORITHM],
        "token_endpoint_auth_methods_supported": ["client_secret_basic", "client_secret_post"],
        "code_challenge_methods_supported": ["S256"],
        "claims_supported": ["sub", "name", "identity_number", "phone_number"],
        "authorization_response_iss_parameter_supported": True,
    }


def _add_authorization(router: APIRouter, provider: LocalProvider) -> None:
    def known(asked: AuthorizationRequest) -> bool:
        return asked.client_id == provider.client_id and asked.redirect_uri in provider.redirect_uris

    @router.get("/authorize")
    def choose(request: Request, asked: Requested) -> Response:
        if not known(asked):
            return _refused("invalid_request")
        if asked.fault:
            return _sent_back(asked.answer(provider.issuer, error=asked.fault))
        body = choose_page(list(provider.people.values()), query=request.url.query)
        return HTMLResponse(body, headers=_page_headers(asked.redirect_uri))

    @router.post("/authorize")
    def chosen(asked: Requested, subject: Annotated[str, Form()] = "") -> Response:
        if not known(asked) or asked.fault or (subject and subject not in provider.people):
            return _refused("invalid_request")
        if not subject:
            return _sent_back(asked.answer(provider.issuer, error="access_denied"))
        grant = Grant(subject, asked.redirect_uri, asked.nonce, asked.code_challenge, asked.scopes)
        return _sent_back(asked.answer(provider.issuer, code=provider.grants.issue(grant)))


def _add_tokens(router: APIRouter, provider: LocalProvider) -> None:
    @router.post("/token")
    def token(
        *,
        grant_type: Annotated[str, Form()] = "",
        code: Annotated[str, Form()] = "",
        redirect_uri: Annotated[str, Form()] = "",
        code_verifier: Annotated[str, Form()] = "",
        client_id: Annotated[str, Form()] = "",
        client_secret: Annotated[str, Form()] = "",
        authorization: Annotated[str, Header()] = "",
    ) -> Response:
        client = {"client_id": provider.client_id, "client_secret": provider.client_secret}
        if not proves(authorization, form=(client_id, client_secret), **client):
            return _unproved("invalid_client", scheme="Basic")
        if grant_type != "authorization_code":
            return _refused("unsupported_grant_type")
        grant = provider.grants.redeem(code)
        if grant is None or grant.redirect_uri != redirect_uri or not _matches(grant, code_verifier):
            return _refused("invalid_grant")
        return JSONResponse(provider.tokens(grant), headers=_NOT_KEPT)

    @router.get("/userinfo")
    def userinfo(authorization: Annotated[str, Header()] = "") -> Response:
        claims = provider.about(authorization.removeprefix("Bearer "))
        if claims is None:
            return _unproved("invalid_token", scheme="Bearer")
        return JSONResponse(claims, headers=_NOT_KEPT)


def _matches(grant: Grant, code_verifier: str) -> bool:
    return hmac.compare_digest(str(create_s256_code_challenge(code_verifier)), grant.code_challenge)


def _refused(error: str) -> JSONResponse:
    return JSONResponse({"error": error}, HTTPStatus.BAD_REQUEST, headers=_NOT_KEPT)


def _unproved(error: str, *, scheme: str) -> JSONResponse:
    headers = {**_NOT_KEPT, "WWW-Authenticate": scheme}
    return JSONResponse({"error": error}, HTTPStatus.UNAUTHORIZED, headers=headers)


def _sent_back(address: str) -> RedirectResponse:
    return RedirectResponse(address, HTTPStatus.SEE_OTHER, headers=_NOT_KEPT)


def _page_headers(redirect_uri: str) -> dict[str, str]:
    """Browsers hold a form to `form-action` through the redirects that follow it."""
    client = urlsplit(redirect_uri)
    policy = SECURITY_HEADERS["Content-Security-Policy"].replace(
        "form-action 'none'", f"form-action 'self' {client.scheme}://{client.netloc}"
    )
    return {**SECURITY_HEADERS, **_NOT_KEPT, "Content-Security-Policy": policy}
