"""`python -m connectors staff-token`."""

import pytest

from chassis.staff import Person, Role, StaffTokens
from chassis.tokens import TokenInvalid, TokenSigner
from connectors.__main__ import main
from tests.standins.gateway import SIGNING_KEY


@pytest.fixture
def tokens(monkeypatch: pytest.MonkeyPatch) -> StaffTokens:
    monkeypatch.setenv("CIVICDESK_SIGNING_KEY", SIGNING_KEY)
    return StaffTokens(TokenSigner(SIGNING_KEY))


def test_command_prints_a_token_that_names_the_person(
    tokens: StaffTokens, capsys: pytest.CaptureFixture[str]
) -> None:
    both = ["--role", "supervisor", "--role", "editor"]
    assert main(["staff-token", "li.gong", *both, "--name", "李工"]) == 0
    roles = frozenset({Role.SUPERVISOR, Role.EDITOR})
    assert tokens.verify(capsys.readouterr().out.strip()) == Person("li.gong", "李工", roles)
    assert main(["staff-token", "li.gong"]) == 0
    agent = Person("li.gong", "li.gong", frozenset({Role.AGENT}))
    assert tokens.verify(capsys.readouterr().out.strip()) == agent


@pytest.mark.parametrize(
    "arguments",
    [["staff-token"], ["staff-token", "李 工"], ["staff-token", "li", "--role", "chief"],
     ["staff-token", "li", "--hours", "0"], ["staff-token", "li", "--name", ""], ["serve"]],
)  # fmt: skip
def test_command_refuses_what_it_does_not_know(tokens: StaffTokens, arguments: list[str]) -> None:
    with pytest.raises(SystemExit):
        main(arguments)


def test_tokens_of_another_kind_or_expired_are_refused(tokens: StaffTokens) -> None:
    claims = {"sub": "li", "name": "李工", "roles": ["agent"]}
    for token in (
        tokens.signer.sign({**claims, "kind": "citizen"}, lifetime_seconds=86_400),
        tokens.signer.sign({**claims, "kind": "staff"}, lifetime_seconds=-1),
    ):
        with pytest.raises(TokenInvalid):
            tokens.verify(token)
