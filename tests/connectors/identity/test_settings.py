from pathlib import Path

import pytest
from pydantic import ValidationError

from connectors.settings import GatewaySettings
from tests.standins.gateway import settings_for


def _settings(tmp_path: Path, **options: object) -> GatewaySettings:
    return settings_for(tmp_path, engine_port=9, neighbours_port=9, gateway_port=8000, **options)


EVERYWHERE = "0.0.0.0"  # noqa: S104 — what an office may set


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", EVERYWHERE, "::"])
def test_on_this_machine_both_usual_addresses_are_ours(tmp_path: Path, host: str) -> None:
    settings = _settings(tmp_path, host=host)
    assert settings.addresses == ("http://127.0.0.1:8000", "http://localhost:8000")


def test_named_host_and_public_address_are_taken_as_they_are(tmp_path: Path) -> None:
    assert _settings(tmp_path, host="10.1.2.3").addresses == ("http://10.1.2.3:8000",)
    public = _settings(tmp_path, host=EVERYWHERE, public_url="https://bst.example/")
    assert public.addresses == ("https://bst.example",)


@pytest.mark.parametrize(
    "address", ["bst.example", "ftp://bst.example", "https://bst.example/chat", "https://a@b", "https://"]
)
def test_public_address_must_be_one(tmp_path: Path, address: str) -> None:
    with pytest.raises(ValidationError, match="CIVICDESK_PUBLIC_URL"):
        _settings(tmp_path, public_url=address)


@pytest.mark.parametrize(
    ("issuer", "allowed"),
    [
        ("", True),
        ("https://identity.example", True),
        ("https://identity.example/realms/office", True),
        ("http://127.0.0.1:8080/realms/office", True),
        ("http://localhost:8080", True),
        ("http://identity.example", False),
        ("http://127.0.0.1.evil.example", False),
        ("https://identity.example/?tenant=1", False),
        ("identity.example", False),
    ],
)
def test_issuer_is_reached_over_https_or_on_this_machine(tmp_path: Path, issuer: str, allowed: bool) -> None:
    if allowed:
        assert _settings(tmp_path, oidc_issuer=issuer).oidc_issuer == issuer
        return
    with pytest.raises(ValidationError, match="CIVICDESK_OIDC_ISSUER"):
        _settings(tmp_path, oidc_issuer=issuer)
