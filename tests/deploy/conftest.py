"""A stack of toy processes."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.deploy.toys import ToyStack


@pytest.fixture
def toy(tmp_path: Path) -> Iterator[ToyStack]:
    stack = ToyStack(tmp_path)
    yield stack
    stack.close()
