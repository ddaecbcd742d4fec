"""What every index state does: SQL, and the fake."""

import pytest

from knowledge_base.adapters.sql_index_state import SqlIndexState
from knowledge_base.ports import IndexState
from tests.knowledge_base.fakes import FakeIndexState


@pytest.fixture(params=["fake", "sqlite", "postgresql"])
def state(request: pytest.FixtureRequest) -> IndexState:
    if request.param == "fake":
        return FakeIndexState()
    return SqlIndexState(request.getfixturevalue(f"{request.param}_engine"))


def test_the_last_value_written_is_read(state: IndexState) -> None:
    assert state.read("build") is None
    state.write("build", "a")
    state.write("build", "b")
    state.write("other", "c")
    assert (state.read("build"), state.read("other")) == ("b", "c")
