"""Accounts in SQL. Every change is in the chain of what was done, in the same transaction."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, Engine, select, update

from chassis.audit import Action, append
from chassis.clock import Clock
from chassis.database import begin_writing, insert_unless_there
from chassis.staff import Person, Role
from connectors.console.errors import (
    AccountChanged,
    AccountExists,
    AccountUnfit,
    AccountUnknown,
    LastAdmin,
    OwnAccount,
    PasswordRefused,
    PasswordUnfit,
)
from connectors.console.staff.models import Account, Named
from connectors.console.staff.passwords import Passwords, check_fit
from connectors.console.staff.rows import to_account
from connectors.console.staff.tables import accounts, audit, sessions

ACCOUNT = re.compile(r"[A-Za-z0-9_.@-]{1,64}")
LONGEST_NAME = 64


@dataclass(frozen=True)
class AccountStore:
    engine: Engine
    clock: Clock
    passwords: Passwords = field(default_factory=Passwords)

    def is_empty(self) -> bool:
        with self.engine.connect() as connection:
            return connection.scalar(select(accounts.c.account).limit(1)) is None

    def all(self) -> list[Account]:
        with self.engine.connect() as connection:
            rows = connection.execute(select(accounts).order_by(accounts.c.disabled, accounts.c.account))
            return [to_account(row) for row in rows]

    def get(self, account: str) -> Account:
        """Raises: AccountUnknown."""
        with self.engine.connect() as connection:
            return _get(connection, account)

    def check(self, account: str, password: str) -> Account:
        """Who this is. Raises: PasswordRefused: unknown, disabled, of the office's own sign-in, or wrong."""
        with self.engine.connect() as connection:
            row = connection.execute(select(accounts).where(accounts.c.account == account)).one_or_none()
        holds = self.passwords.holds(password, row.password_hash if row else None)
        if not holds or row is None or row.disabled:
            raise PasswordRefused
        return to_account(row)

    def add(
        self,
        account: str,
        *,
        name: str,
        roles: frozenset[Role],
        password: str,
        by: Person,
        must_change: bool = True,
    ) -> Account:
        """A new account, which has to change the password that somebody else chose for it.

        Raises: AccountUnfit, AccountExists, PasswordUnfit.
        """
        _check(account, name, roles)
        check_fit(password, account=account)
        hashed = self.passwords.hash(password)
        with begin_writing(self.engine) as connection:
            fresh = insert_unless_there(
                connection,
                accounts,
                account=account,
                name=name.strip(),
                roles=sorted(roles),
                password_hash=hashed,
                must_change_password=must_change,
                disabled=False,
                revision=1,
                created_at=self.clock.now(),
            )
            if not fresh:
                raise AccountExists(repr(account))
            self._note(connection, by, "account_add", account, {"roles": sorted(roles)})
            return _get(connection, account)

    def change(
        self, account: str, *, name: str, roles: frozenset[Role], disabled: bool, revision: int, by: Person
    ) -> Account:
        """Change what an account is, if it is still as it was at `revision`; at once for its sessions.

        Raises: AccountUnfit, AccountUnknown, AccountChanged, OwnAccount, LastAdmin.
        """
        _check(account, name, roles)
        with begin_writing(self.engine) as connection:
            known = _get(connection, account)
            gives_up = Role.ADMIN in known.roles and (disabled or Role.ADMIN not in roles)
            if by.account == account and (gives_up or disabled):
                raise OwnAccount(repr(account))
            changed = connection.execute(
                update(accounts)
                .where(accounts.c.account == account, accounts.c.revision == revision)
                .values(name=name.strip(), roles=sorted(roles), disabled=disabled, revision=revision + 1)
            ).rowcount
            if not changed:
                raise AccountChanged(repr(account))
            if gives_up and not _admins(connection):
                raise LastAdmin(repr(account))
            detail = {"roles": sorted(roles), "disabled": disabled}
            self._note(connection, by, "account_change", account, detail)
            return _get(connection, account)

    def reset_password(self, account: str, password: str, *, by: Person) -> None:
        """Somebody else chooses a new one: all sessions end, and the first thing to do is to change it.

        Raises: AccountUnknown, PasswordUnfit.
        """
        check_fit(password, account=account)
        hashed = self.passwords.hash(password)
        now = self.clock.now()
        with begin_writing(self.engine) as connection:
            if _get(connection, account).issuer:
                raise PasswordUnfit(message="这个账号用单位登录，这里没有它的密码。")
            self._set(connection, account, hashed, must_change=True)
            connection.execute(
                update(sessions)
                .where(sessions.c.account == account, sessions.c.ended_at.is_(None))
                .values(ended_at=now)
            )
            self._note(connection, by, "password_reset", account)

    def change_password(self, account: Account, *, old: str, new: str) -> None:
        """One's own. Raises: PasswordRefused: `old` is not it; PasswordUnfit."""
        self.check(account.account, old)
        check_fit(new, account=account.account)
        if old == new:
            raise PasswordUnfit(message="新密码和原来的一样。请换一个。")
        hashed = self.passwords.hash(new)
        with begin_writing(self.engine) as connection:
            self._set(connection, account.account, hashed, must_change=False)
            self._note(connection, account.person, "password_change", account.account)

    def take_in(self, named: Named) -> Account:
        """Whoever the office's own sign-in named: known by issuer and subject, with the roles of today.

        Raises: AccountUnfit; AccountExists: the name is somebody else's here.
        """
        _check(named.account, named.name, named.roles)
        with begin_writing(self.engine) as connection:
            row = connection.execute(
                select(accounts).where(accounts.c.issuer == named.issuer, accounts.c.subject == named.subject)
            ).one_or_none()
            if row is None:
                self._insert_named(connection, named)
                return _get(connection, named.account)
            known = to_account(row)
            if (known.name, known.roles) != (named.name, named.roles):
                connection.execute(
                    update(accounts)
                    .where(accounts.c.account == known.account)
                    .values(name=named.name, roles=sorted(named.roles), revision=known.revision + 1)
                )
                roles = {"roles": sorted(named.roles)}
                self._note(connection, known.person, "account_change", known.account, roles)
            return _get(connection, known.account)

    def _insert_named(self, connection: Connection, named: Named) -> None:
        fresh = insert_unless_there(
            connection,
            accounts,
            account=named.account,
            name=named.name,
            roles=sorted(named.roles),
            issuer=named.issuer,
            subject=named.subject,
            must_change_password=False,
            disabled=False,
            revision=1,
            created_at=self.clock.now(),
        )
        if not fresh:
            raise AccountExists(f"{named.account!r} of {named.issuer!r} is taken here")
        person = Person(named.account, named.name, named.roles)
        detail = {"roles": sorted(named.roles), "issuer": named.issuer}
        self._note(connection, person, "account_add", named.account, detail)

    def _set(self, connection: Connection, account: str, hashed: str, *, must_change: bool) -> None:
        connection.execute(
            update(accounts)
            .where(accounts.c.account == account)
            .values(
                password_hash=hashed,
                must_change_password=must_change,
                revision=accounts.c.revision + 1,
            )
        )

    def _note(
        self,
        connection: Connection,
        by: Person,
        action: str,
        account: str,
        detail: Mapping[str, Any] | None = None,
    ) -> None:
        append(connection, audit, by, Action(action, account, dict(detail or {})), at=self.clock.now())


def _get(connection: Connection, account: str) -> Account:
    row = connection.execute(select(accounts).where(accounts.c.account == account)).one_or_none()
    if row is None:
        raise AccountUnknown(repr(account))
    return to_account(row)


def _check(account: str, name: str, roles: frozenset[Role]) -> None:
    if not ACCOUNT.fullmatch(account) or not 1 <= len(name.strip()) <= LONGEST_NAME or not roles:
        raise AccountUnfit(f"{account!r} {name!r} {sorted(roles)}")


def _admins(connection: Connection) -> int:
    """How many could still keep the accounts. Roles are few and so are people: counted here, not in JSON."""
    rows = connection.execute(select(accounts.c.roles).where(accounts.c.disabled.is_(False)))
    return sum(Role.ADMIN in row.roles for row in rows)
