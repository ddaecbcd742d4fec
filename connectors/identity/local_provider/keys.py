"""The key that the local provider signs with: drawn once, kept where only this account reads it."""

import json
import os
from pathlib import Path

from joserfc.jwk import KeyParameters, RSAKey

_BITS = 2048
_USE: KeyParameters = {"use": "sig", "alg": "RS256"}


def signing_key(path: Path) -> RSAKey:
    if not path.exists():
        _keep(RSAKey.generate_key(_BITS, _USE, auto_kid=True), path)
    return RSAKey.import_key(json.loads(path.read_text(encoding="utf-8")))


def _keep(key: RSAKey, path: Path) -> None:
    """The first one that is written stays, whoever else draws one at the same time."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_suffix(f".{os.getpid()}.draft")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        json.dump(key.as_dict(private=True), file)
    try:
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink()
