"""How often a sign-in may fail, counted in SQL: for all processes together, and past a restart."""

import hashlib
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import Engine, delete, select, update

from chassis.clock import Clock
from chassis.database import begin_writing, insert_unless_there
from connectors.console.errors import TooManyTries
from connectors.console.staff.tables import failures

_WINDOW = timedelta(minutes=15)
_MOST_HERE = 5
_MOST_OF_ACCOUNT = 50
_MOST_OF_ADDRESS = 30


@dataclass(frozen=True)
class Throttle:
    """Strict for one account from one address; wide for an account from everywhere, so that a stranger who
    tries somebody's name does not lock them out with five tries."""

    engine: Engine
    clock: Clock

    def admit(self, account: str, address: str) -> None:
        """Raises: TooManyTries."""
        limits = _limits(account, address)
        now = self.clock.now()
        with self.engine.connect() as connection:
            rows = connection.execute(
                select(failures.c.key, failures.c.count, failures.c.until).where(
                    failures.c.key.in_(limits), failures.c.until > now
                )
            ).all()
        waits = [until - now for key, count, until in rows if count >= limits[key]]
        if waits:
            raise TooManyTries(seconds=int(max(waits).total_seconds()) + 1)

    def count(self, account: str, address: str) -> None:
        """One more that failed. The time to wait begins with the first of a row."""
        now = self.clock.now()
        with begin_writing(self.engine) as connection:
            connection.execute(delete(failures).where(failures.c.until <= now))
            for key in _limits(account, address):
                if not insert_unless_there(connection, failures, key=key, count=1, until=now + _WINDOW):
                    connection.execute(
                        update(failures).where(failures.c.key == key).values(count=failures.c.count + 1)
                    )

    def forget(self, account: str, address: str) -> None:
        """The right password from here: what failed here before no longer counts."""
        here, *_ = _limits(account, address)
        with begin_writing(self.engine) as connection:
            connection.execute(delete(failures).where(failures.c.key == here))


def _limits(account: str, address: str) -> dict[str, int]:
    """Keys are fingerprints: what is typed for an account may be a password."""
    name = account.strip().lower()
    return {
        _key("here", name, address): _MOST_HERE,
        _key("account", name): _MOST_OF_ACCOUNT,
        _key("address", address): _MOST_OF_ADDRESS,
    }


def _key(*parts: str) -> str:
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()
