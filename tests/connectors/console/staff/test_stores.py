"""Accounts, sessions, tries and the chain on every database."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import Engine, delete, text, update
from sqlalchemy.exc import DBAPIError

from chassis.audit import read, verify
from chassis.database import create_engine, upgrade
from chassis.staff import Person, Role
from connectors.bootstrap import MIGRATIONS
from connectors.console.errors import AccountChanged, AccountExists, NotSignedIn, TooManyTries
from connectors.console.staff.accounts import AccountStore
from connectors.console.staff.sessions import SessionStore
from connectors.console.staff.tables import audit
from connectors.console.staff.throttle import Throttle
from tests.connectors.conversations.movable_clock import MovableClock
from tests.standins.console import QUICK

ZHAO = Person("zhao", "赵主任", frozenset({Role.ADMIN}))
EDITOR = frozenset({Role.EDITOR})
PASSWORD = "山上的云今天特别特别白"


@pytest.fixture
def accounts(database: Engine, clock: MovableClock) -> AccountStore:
    return AccountStore(database, clock, QUICK)


@pytest.fixture
def sessions(database: Engine, clock: MovableClock) -> SessionStore:
    return SessionStore(database, clock, idle_minutes=60, hours=12)


def add(accounts: AccountStore, account: str = "chen") -> None:
    accounts.add(account, name="陈工", roles=EDITOR, password=PASSWORD, by=ZHAO)


def test_of_many_who_take_a_name_or_change_an_account_one_wins(accounts: AccountStore) -> None:
    def change(number: int) -> bool:
        try:
            accounts.change(
                "chen",
                name=f"陈{number}",
                roles=frozenset({Role.EDITOR}),
                disabled=False,
                revision=1,
                by=ZHAO,
            )
        except AccountChanged:
            return False
        return True

    def take(_: int) -> bool:
        try:
            add(accounts)
        except AccountExists:
            return False
        return True

    with ThreadPoolExecutor(4) as threads:
        assert sum(threads.map(take, range(4))) == 1
        assert sum(threads.map(change, range(4))) == 1
    with accounts.engine.connect() as connection:
        assert verify(connection, audit).broken_at is None
        assert [line.action.name for line in read(connection, audit)] == ["account_change", "account_add"]


def test_ended_session_is_over_for_everybody_who_asks(accounts: AccountStore, sessions: SessionStore) -> None:
    add(accounts)
    opened = sessions.open(accounts.get("chen"), address="127.0.0.1", device="x" * 500)
    found = sessions.find(opened.secret)
    assert found.person.roles == {Role.EDITOR}
    sessions.end(found.id, by=ZHAO)
    sessions.end(found.id, by=ZHAO)
    with pytest.raises(NotSignedIn):
        SessionStore(sessions.engine, sessions.clock, idle_minutes=60, hours=12).find(opened.secret)
    with accounts.engine.connect() as connection:
        assert [line.action.name for line in read(connection, audit, limit=2)] == ["sessions_end", "sign_in"]


def test_tries_are_counted_for_the_account_here_and_forgotten_by_the_right_one(
    database: Engine, clock: MovableClock
) -> None:
    throttle = Throttle(database, clock)
    for _ in range(4):
        throttle.count("chen", "127.0.0.1")
    throttle.admit("chen", "127.0.0.1")
    throttle.forget("chen", "127.0.0.1")
    for _ in range(5):
        throttle.count("Chen", "127.0.0.1")
    with pytest.raises(TooManyTries):
        throttle.admit("chen", "127.0.0.1")
    throttle.admit("chen", "203.0.113.7")


def test_chain_takes_no_change(accounts: AccountStore) -> None:
    add(accounts)
    for change in (update(audit).values(account="li"), delete(audit)):
        with pytest.raises(DBAPIError, match="not changed"), accounts.engine.begin() as connection:
            connection.execute(change)


def test_lines_of_the_desk_from_before_are_taken_into_the_chain(url: str) -> None:
    engine = create_engine(url)
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.set_main_option("sqlalchemy.url", url.replace("%", "%%"))
    command.upgrade(config, "0003")
    with engine.begin() as connection:
        for action in ("take", "close"):
            connection.execute(
                text(
                    "INSERT INTO staff_actions "
                    "(at, account, role, action, conversation_id, detail, trace_id) VALUES "
                    "('2026-03-02 01:30:00', 'li', 'agent', :action, 'c-1', 'note', 't-1')"
                ),
                {"action": action},
            )
    upgrade(url, MIGRATIONS)
    with engine.connect() as connection:
        assert verify(connection, audit).lines == 2
        lines = read(connection, audit)
    engine.dispose()
    assert [line.action.name for line in lines] == ["desk_close", "desk_take"]
    assert {(line.account, line.roles, line.action.subject, line.trace_id) for line in lines} == {
        ("li", ("agent",), "c-1", "t-1")
    }
