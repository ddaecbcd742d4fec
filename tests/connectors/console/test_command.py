"""`python -m connectors add-account`, `reset-password`, `revoke`, `verify-audit`."""

import io
from pathlib import Path

import pytest
from sqlalchemy import text

from chassis.clock import SystemClock
from chassis.database import create_engine
from chassis.staff import Role
from connectors.__main__ import main
from connectors.console.staff.accounts import AccountStore
from connectors.console.staff.sessions import SessionStore
from tests.standins.gateway import SIGNING_KEY

PASSWORD = "第一位管理员自己的密码"


class Typed:
    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self.patch = patch

    def __call__(self, line: str) -> None:
        self.patch.setattr("sys.stdin", io.StringIO(line + "\n"))


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Typed:
    monkeypatch.setenv("CIVICDESK_SIGNING_KEY", SIGNING_KEY)
    monkeypatch.setenv("CIVICDESK_VAR", str(tmp_path))
    monkeypatch.delenv("DATABASE_URL", raising=False)
    assert main(["migrate"]) == 0
    return Typed(monkeypatch)


@pytest.fixture
def accounts(typed: Typed, tmp_path: Path) -> AccountStore:
    return AccountStore(create_engine(f"sqlite:///{tmp_path / 'conversations.db'}"), SystemClock())


def test_first_admin_is_made_with_a_password_that_is_no_argument(
    typed: Typed, accounts: AccountStore, capsys: pytest.CaptureFixture[str]
) -> None:
    typed(PASSWORD)
    assert main(["add-account", "--role", "admin", "--name", "赵主任", "zhao"]) == 0
    told = capsys.readouterr()
    assert "建好了账号 zhao" in told.out
    assert PASSWORD not in told.out + told.err
    known = accounts.check("zhao", PASSWORD)
    assert (known.name, set(known.roles), known.must_change_password) == ("赵主任", {Role.ADMIN}, False)
    typed("下一位同事的初始密码")
    assert main(["add-account", "--role", "editor", "--role", "agent", "chen"]) == 0
    assert accounts.get("chen").must_change_password


def test_command_says_why_it_refuses(
    typed: Typed, accounts: AccountStore, capsys: pytest.CaptureFixture[str]
) -> None:
    for password, words in (("short", "密码要有 10"), ("", "密码要有 10")):
        typed(password)
        assert main(["add-account", "--role", "admin", "zhao"]) == 1
        assert words in capsys.readouterr().err
    assert accounts.is_empty()
    assert main(["revoke", "nobody"]) == 1
    assert "没有找到这个账号" in capsys.readouterr().err
    for arguments in (["add-account", "zhao"], ["add-account", "--role", "chief", "zhao"]):
        with pytest.raises(SystemExit):
            main(arguments)


def test_revoking_ends_the_sessions_and_may_close_the_account(
    typed: Typed, accounts: AccountStore, capsys: pytest.CaptureFixture[str]
) -> None:
    typed(PASSWORD)
    main(["add-account", "--role", "admin", "zhao"])
    typed(PASSWORD + "一")
    main(["add-account", "--role", "editor", "chen"])
    sessions = SessionStore(accounts.engine, accounts.clock, idle_minutes=60, hours=12)
    sessions.open(accounts.get("chen"), address="127.0.0.1", device="test")
    assert main(["revoke", "chen", "--disable"]) == 0
    assert "一共 1 个" in capsys.readouterr().out
    assert accounts.get("chen").disabled
    assert sessions.live() == []
    assert main(["revoke", "zhao", "--disable"]) == 1
    assert "最后一位管理员" in capsys.readouterr().err


def test_forgotten_password_is_replaced(typed: Typed, accounts: AccountStore) -> None:
    typed(PASSWORD)
    main(["add-account", "--role", "admin", "zhao"])
    typed("换过的另外一个密码呢")
    assert main(["reset-password", "zhao"]) == 0
    assert accounts.check("zhao", "换过的另外一个密码呢").must_change_password


def test_chain_is_verified_and_a_line_changed_behind_its_back_is_found(
    typed: Typed, accounts: AccountStore, capsys: pytest.CaptureFixture[str]
) -> None:
    for account in ("zhao", "chen", "wang"):
        typed(PASSWORD)
        main(["add-account", "--role", "admin", account])
    capsys.readouterr()
    assert main(["verify-audit"]) == 0
    assert "共 3 行" in capsys.readouterr().out
    with accounts.engine.begin() as connection:
        connection.execute(text("DROP TRIGGER console_audit_no_update"))
        connection.execute(text("UPDATE console_audit SET subject = 'li' WHERE number = 2"))
    assert main(["verify-audit"]) == 1
    assert "从第 2 行起对不上" in capsys.readouterr().out
