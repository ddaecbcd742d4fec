"""Tokens: ours, unaltered and not expired, or refused."""

import pytest

from chassis.errors import Unauthorised
from chassis.tokens import TokenInvalid, TokenSigner

KEY = "a-key-of-the-tests-that-is-long-enough-0123"


@pytest.fixture
def signer() -> TokenSigner:
    return TokenSigner(KEY)


def test_a_signed_token_gives_its_claims_back(signer: TokenSigner) -> None:
    claims = signer.verify(signer.sign({"sub": "conversation-1"}, lifetime_seconds=60))
    assert claims["sub"] == "conversation-1"


def test_an_expired_token_is_refused(signer: TokenSigner) -> None:
    with pytest.raises(TokenInvalid):
        signer.verify(signer.sign({"sub": "conversation-1"}, lifetime_seconds=-1))


@pytest.mark.parametrize("part", [0, 1, 2])
def test_a_token_altered_in_any_part_is_refused(signer: TokenSigner, part: int) -> None:
    parts = signer.sign({"sub": "conversation-1"}, lifetime_seconds=60).split(".")
    middle = len(parts[part]) // 2
    letter = "A" if parts[part][middle] != "A" else "B"
    parts[part] = parts[part][:middle] + letter + parts[part][middle + 1 :]
    with pytest.raises(TokenInvalid):
        signer.verify(".".join(parts))


def test_a_token_of_another_key_is_refused(signer: TokenSigner) -> None:
    foreign = TokenSigner(KEY[::-1]).sign({"sub": "conversation-1"}, lifetime_seconds=60)
    with pytest.raises(TokenInvalid):
        signer.verify(foreign)


# Header and claims of an unsigned token, and one that never expires.
UNSIGNED = "eyJhbGciOiJub25lIiwidHlwIjoiSldUIn0.eyJzdWIiOiJ4IiwiZXhwIjo5OTk5OTk5OTk5fQ."


@pytest.mark.parametrize("token", ["", "abc", "a.b.c", UNSIGNED, "中文.令牌.假的"])
def test_what_is_not_a_token_is_refused(signer: TokenSigner, token: str) -> None:
    with pytest.raises(TokenInvalid):
        signer.verify(token)


def test_a_refused_token_reads_as_unauthorised(signer: TokenSigner) -> None:
    with pytest.raises(Unauthorised) as refused:
        signer.verify("a.b.c")
    assert refused.value.status == 401
    assert "请" in refused.value.message


def test_a_short_key_is_not_accepted() -> None:
    with pytest.raises(ValueError, match="32"):
        TokenSigner("short")


def test_the_key_does_not_show_when_the_signer_is_printed(signer: TokenSigner) -> None:
    assert KEY not in repr(signer)
