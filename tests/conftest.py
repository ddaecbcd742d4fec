"""What every test leaves as it found it."""

from collections.abc import Iterator

import pytest
import structlog


@pytest.fixture(autouse=True)
def logs_as_before() -> Iterator[None]:
    """A command under test sends its logs to a standard error that ends with the test."""
    yield
    structlog.reset_defaults()
    structlog.contextvars.clear_contextvars()
