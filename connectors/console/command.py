"""Accounts from the command line: the first admin, a forgotten password, an end to sessions."""

import argparse
import getpass
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TextIO

import yaml

from chassis.audit import verify
from chassis.clock import SystemClock
from chassis.database import create_engine
from chassis.errors import CivicError
from chassis.staff import Person, Role
from connectors.console.staff.accounts import ACCOUNT, LONGEST_NAME, AccountStore
from connectors.console.staff.sessions import SessionStore
from connectors.console.staff.tables import audit
from connectors.settings import GatewaySettings

COMMANDS = ("add-account", "reset-password", "revoke", "verify-audit")
OPERATOR = Person("command", "命令行", frozenset({Role.ADMIN}))
"""Whoever may run commands on this machine."""
_TEXTS: dict[str, str] = yaml.safe_load(Path(__file__).with_name("command.yml").read_text(encoding="utf-8"))


def add_parsers(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    adding = commands.add_parser("add-account", help="the password is asked for, or read from standard input")
    adding.add_argument("account", type=account_name)
    adding.add_argument("--role", dest="roles", action="append", choices=list(map(str, Role)), required=True)
    adding.add_argument("--name", type=person_name, help="what others see; the account without it")
    reset = commands.add_parser("reset-password", help="a new password; all sessions of the account end")
    reset.add_argument("account", type=account_name)
    revoking = commands.add_parser("revoke", help="ends all sessions of an account")
    revoking.add_argument("account", type=account_name)
    revoking.add_argument("--disable", action="store_true", help="and lets it in no more")
    commands.add_parser("verify-audit", help="whether the chain of what staff did is whole")


def account_name(value: str) -> str:
    if not ACCOUNT.fullmatch(value):
        raise argparse.ArgumentTypeError(f"1 to 64 letters, digits, _ . @ -, not {value!r}")
    return value


def person_name(value: str) -> str:
    if not 1 <= len(value.strip()) <= LONGEST_NAME:
        raise argparse.ArgumentTypeError(f"1 to {LONGEST_NAME} characters")
    return value


def run(given: argparse.Namespace, settings: GatewaySettings, *, database_url: str) -> int:
    """0 where it was done; 1, with a sentence on standard error, where it was refused."""
    engine, clock = create_engine(database_url), SystemClock()
    desk = _Commands(
        AccountStore(engine, clock),
        SessionStore(engine, clock, settings.staff_idle_minutes, settings.staff_session_hours),
        sys.stdin,
    )
    steps: dict[str, Callable[[argparse.Namespace], int]] = {
        "add-account": desk.add,
        "reset-password": desk.reset,
        "revoke": desk.revoke,
        "verify-audit": desk.verify,
    }
    try:
        return steps[given.command](given)
    except CivicError as error:
        sys.stderr.write(error.message + "\n")
        return 1
    finally:
        engine.dispose()


class _Commands:
    def __init__(self, accounts: AccountStore, sessions: SessionStore, typed: TextIO) -> None:
        self.accounts = accounts
        self.sessions = sessions
        self.typed = typed

    def add(self, given: argparse.Namespace) -> int:
        first = self.accounts.is_empty()
        password = self._password()
        self.accounts.add(
            given.account,
            name=given.name or given.account,
            roles=frozenset(map(Role, given.roles)),
            password=password,
            by=OPERATOR,
            # The first account is the own one of whoever makes it.
            must_change=not first,
        )
        return _say("added", account=given.account)

    def reset(self, given: argparse.Namespace) -> int:
        self.accounts.get(given.account)
        self.accounts.reset_password(given.account, self._password(), by=OPERATOR)
        return _say("reset", account=given.account)

    def revoke(self, given: argparse.Namespace) -> int:
        known = self.accounts.get(given.account)
        if given.disable:
            self.accounts.change(
                known.account,
                name=known.name,
                roles=known.roles,
                disabled=True,
                revision=known.revision,
                by=OPERATOR,
            )
        ended = self.sessions.end_all(known.account, by=OPERATOR)
        return _say("revoked", account=known.account, count=ended)

    def verify(self, _: argparse.Namespace) -> int:
        with self.accounts.engine.connect() as connection:
            verdict = verify(connection, audit)
        if verdict.broken_at is not None:
            _say("broken", number=verdict.broken_at)
            return 1
        return _say("whole", lines=verdict.lines, hash=verdict.last_hash)

    def _password(self) -> str:
        """Asked for twice at a terminal, or the first line of standard input; never an argument."""
        if not self.typed.isatty():
            return self.typed.readline().rstrip("\r\n")
        while True:
            password = getpass.getpass(_TEXTS["password"])
            if password == getpass.getpass(_TEXTS["again"]):
                return password
            _say("different")


def _say(key: str, **values: object) -> int:
    sys.stdout.write(_TEXTS[key].format(**values) + "\n")
    return 0
