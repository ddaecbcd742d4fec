"""From a provider's claims to the person whom the back office knows."""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from actions.wire.people import Person
from connectors.errors import IdentityIncomplete

_PLAIN = re.compile(r"[A-Za-z0-9._~@:-]{1,128}")
_MOBILE = re.compile(r"(?:\+?86)?(1\d{10})")


@dataclass(frozen=True)
class ClaimNames:
    """Under which names the provider says what."""

    name: str
    identity_number: str
    phone: str


def to_person(claims: Mapping[str, Any], names: ClaimNames) -> Person:
    """Raises: IdentityIncomplete: no name, or no identity number. A missing phone number is none."""
    try:
        return Person(
            subject=_subject(str(claims.get("sub") or "")),
            name=str(claims.get(names.name) or "").strip(),
            identity_number=str(claims.get(names.identity_number) or "").strip().upper(),
            phone=_mobile(str(claims.get(names.phone) or "")),
        )
    except ValidationError as error:
        lacking = sorted({str(item["loc"][0]) for item in error.errors()})
        raise IdentityIncomplete(f"claims lack {lacking}") from None


def mask_name(name: str) -> str:
    """The family name, and that there is more."""
    return f"{name[0]}**"


def _subject(subject: str) -> str:
    """A provider may name people by up to 255 characters of any kind; we, as they fit into an address."""
    if not subject or _PLAIN.fullmatch(subject):
        return subject
    return f"sha256:{hashlib.sha256(subject.encode()).hexdigest()}"


def _mobile(text: str) -> str:
    found = _MOBILE.fullmatch(re.sub(r"[\s-]", "", text))
    return found[1] if found else ""
