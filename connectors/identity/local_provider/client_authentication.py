"""How a client proves itself at the token endpoint: HTTP Basic, or in the form (RFC 6749, 2.3.1)."""

import base64
import binascii
import hmac
from urllib.parse import unquote_plus


def proves(authorization: str, *, form: tuple[str, str], client_id: str, client_secret: str) -> bool:
    """Whether the header, or else the form's id and secret, are the client's."""
    given = _from_header(authorization) if authorization else form
    expected = (client_id, client_secret)
    return all(
        hmac.compare_digest(one.encode(), other.encode()) for one, other in zip(given, expected, strict=True)
    )


def _from_header(authorization: str) -> tuple[str, str]:
    scheme, _, encoded = authorization.partition(" ")
    try:
        user, _, password = base64.b64decode(encoded, validate=True).decode().partition(":")
    except (binascii.Error, ValueError):
        return "", ""
    return (unquote_plus(user), unquote_plus(password)) if scheme.lower() == "basic" else ("", "")
