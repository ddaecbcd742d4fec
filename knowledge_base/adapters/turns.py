"""Many at once, or one alone."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Condition


class Turns:
    """Whoever wants to be alone steps back where others are at work; the others wait for who is alone."""

    def __init__(self) -> None:
        self._changed = Condition()
        self._at_work = 0
        self._is_taken = False

    @contextmanager
    def one_of_many(self) -> Iterator[None]:
        with self._changed:
            self._changed.wait_for(lambda: not self._is_taken)
            self._at_work += 1
        try:
            yield
        finally:
            with self._changed:
                self._at_work -= 1

    @contextmanager
    def alone(self) -> Iterator[bool]:
        """Yields whether nobody else is at work."""
        with self._changed:
            is_alone = self._at_work == 0 and not self._is_taken
            self._is_taken = self._is_taken or is_alone
        try:
            yield is_alone
        finally:
            if is_alone:
                with self._changed:
                    self._is_taken = False
                    self._changed.notify_all()
