"""`python -m connectors staff-token`."""

import pytest

from chassis.tokens import TokenSigner
from connectors.__main__ import main
from connectors.errors import StaffTokenRefused
from connectors.handoff.models import Role, Staff
from connectors.handoff.staff_tokens import StaffTokens
from tests.standins.gateway import SIGNING_KEY


@pytest.fixture
def tokens(monkeypatch: pytest.MonkeyPatch) -> StaffTokens:
    monkeypatch.setenv("CIVICDESK_SIGNING_KEY", SIGNING_KEY)
    return StaffTokens(TokenSigner(SIGNING_KEY))


def test_command_prints_a_token_that_names_the_person(
    tokens: StaffTokens, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["staff-token", "li.gong", "--role", "supervisor", "--name", "李工"]) == 0
    assert tokens.verify(capsys.readouterr().out.strip()) == Staff("li.gong", "李工", Role.SUPERVISOR)
    assert main(["staff-token", "li.gong"]) == 0
    assert tokens.verify(capsys.readouterr().out.strip()) == Staff("li.gong", "li.gong", Role.AGENT)


@pytest.mark.parametrize(
    "arguments",
    [["staff-token"], ["staff-token", "李 工"], ["staff-token", "li", "--role", "chief"],
     ["staff-token", "li", "--hours", "0"], ["staff-token", "li", "--name", ""], ["serve"]],
)  # fmt: skip
def test_command_refuses_what_it_does_not_know(tokens: StaffTokens, arguments: list[str]) -> None:
    with pytest.raises(SystemExit):
        main(arguments)


def test_tokens_of_another_kind_or_expired_are_refused(tokens: StaffTokens) -> None:
    claims = {"sub": "li", "name": "李工", "role": "agent"}
    for token in (
        tokens.signer.sign({**claims, "kind": "citizen"}, lifetime_seconds=60),
        tokens.signer.sign({**claims, "kind": "staff"}, lifetime_seconds=-1),
    ):
        with pytest.raises(StaffTokenRefused):
            tokens.verify(token)
