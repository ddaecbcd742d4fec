"""Encrypts what identifies a person before it is stored: AES-256-GCM with the office's data key.

What is sealed is bound to its place (`of`, such as `people:7f3a:phone`): elsewhere it cannot be read.
"""

import base64
import binascii
import hashlib
import hmac
import os
from dataclasses import dataclass, field

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from actions.errors import DataKeyMalformed, SealBroken

_FORMAT = b"\x01"
_KEY_BYTES = 32
_NONCE_BYTES = 12


@dataclass(frozen=True)
class Cipher:
    """`key` is 32 bytes."""

    key: bytes = field(repr=False)

    def __post_init__(self) -> None:
        if len(self.key) != _KEY_BYTES:
            raise DataKeyMalformed(f"{len(self.key)} bytes")

    @classmethod
    def from_text(cls, text: str) -> "Cipher":
        """From `CIVICDESK_DATA_KEY`: URL-safe base64, with or without its padding.

        Raises:
            DataKeyMalformed: not 32 bytes in that form.
        """
        padding = "=" * (-len(text) % 4)
        try:
            return cls(base64.b64decode(text + padding, altchars=b"-_", validate=True))
        except (binascii.Error, ValueError) as error:
            raise DataKeyMalformed("not URL-safe base64") from error

    @property
    def fingerprint(self) -> str:
        """Tells one key from another and nothing of the key itself."""
        return hmac.new(self.key, b"civicdesk data key", hashlib.sha256).hexdigest()

    def seal(self, text: str, *, of: str) -> bytes:
        return self.seal_bytes(text.encode(), of=of)

    def open(self, sealed: bytes, *, of: str) -> str:
        """Raises: SealBroken: altered, moved to another place, or sealed with another key."""
        try:
            return self.open_bytes(sealed, of=of).decode()
        except ValueError as error:
            raise SealBroken(repr(of)) from error

    def seal_bytes(self, content: bytes, *, of: str) -> bytes:
        nonce = os.urandom(_NONCE_BYTES)
        return _FORMAT + nonce + AESGCM(self.key).encrypt(nonce, content, of.encode())

    def open_bytes(self, sealed: bytes, *, of: str) -> bytes:
        """Raises: SealBroken: altered, moved to another place, or sealed with another key."""
        head, nonce, body = sealed[:1], sealed[1 : 1 + _NONCE_BYTES], sealed[1 + _NONCE_BYTES :]
        if head != _FORMAT:
            raise SealBroken(repr(of))
        try:
            return AESGCM(self.key).decrypt(nonce, body, of.encode())
        except (InvalidTag, ValueError) as error:
            raise SealBroken(repr(of)) from error
