"""Passwords: which are fit, and how they are kept (argon2id, with the library's parameters)."""

from dataclasses import dataclass, field
from functools import cached_property
from threading import BoundedSemaphore

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from connectors.console.errors import PasswordUnfit

SHORTEST = 10
LONGEST = 200
_AT_ONCE = 2
"""Each hash takes 64 MiB while it is made: more at once would let a crowd of tries eat the memory."""
_COMMON = ("password", "1234567890", "qwertyuiop", "admin", "civicdesk", "abcdefghij", "0123456789")


def check_fit(password: str, *, account: str) -> None:
    """Raises: PasswordUnfit, with what is wrong about it."""
    if not SHORTEST <= len(password) <= LONGEST:
        raise PasswordUnfit(message=f"密码要有 {SHORTEST} 到 {LONGEST} 个字符。一句好记的话就可以。")
    if account.lower() in password.lower():
        raise PasswordUnfit(message="密码里不能有账号。")
    if len(set(password)) < 5 or _rest_of(password.lower()) < 4:
        raise PasswordUnfit(message="这个密码太容易猜到。请换一个，比如一句只有您知道的话。")


def _rest_of(password: str) -> int:
    """How many letters are left without the words that everybody tries first."""
    for word in _COMMON:
        password = password.replace(word, "")
    return len(password)


@dataclass(frozen=True)
class Passwords:
    hasher: PasswordHasher = field(default_factory=PasswordHasher)
    _turns: BoundedSemaphore = field(default_factory=lambda: BoundedSemaphore(_AT_ONCE), repr=False)

    def hash(self, password: str) -> str:
        with self._turns:
            return self.hasher.hash(password)

    def holds(self, password: str, kept: str | None) -> bool:
        """Whether it is the password. As slow where there is none: nobody can tell accounts by the time."""
        with self._turns:
            try:
                return self.hasher.verify(kept or self._nobodys, password) and kept is not None
            except (VerificationError, InvalidHashError):
                return False

    @cached_property
    def _nobodys(self) -> str:
        return self.hasher.hash("nobody has this password")
