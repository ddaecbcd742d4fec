"""What every index state does: SQL, and the fake."""

import pytest

from knowledge_base.adapters.sql_index_state import SqlIndexState
from knowledge_base.ports import Entry, IndexState
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


def test_what_a_build_holds_is_kept_by_version(state: IndexState) -> None:
    one, other = Entry("stamp", "440104", 3, 9, "put-1"), Entry("new", "440104", 2, 4, "put-2")
    assert state.entries("build") == {}
    state.enter("build", ("plan", 1), one)
    state.enter("build", ("plan", 2), one)
    state.enter("build", ("plan", 2), other)
    state.enter("another", ("plan", 1), other)
    assert state.entries("build") == {("plan", 1): one, ("plan", 2): other}
    state.strike("build", [("plan", 1), ("unknown", 1)])
    assert state.entries("build") == {("plan", 2): other}
    state.forget_builds(but="build")
    assert state.entries("build") == {("plan", 2): other}
    assert state.entries("another") == {}
