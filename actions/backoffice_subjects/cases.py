"""Cases from the submission to the decision, and the night's round."""

from actions.backoffice_calls import Caller, at
from actions.backoffice_subjects.subject import Subject
from actions.wire.base import Wire
from actions.wire.cases import (
    CaseList,
    CaseView,
    CheckResult,
    CitizenStep,
    CommitmentWithdrawal,
    Decision,
    MaterialDelivery,
    StaffStep,
    Sweep,
)


class CaseCalls(Subject):
    async def cases(self, caller: Caller, *, common_number: str | None = None) -> list[CaseView]:
        """The citizen's own, or those under a common number."""
        query = {"common_number": common_number}
        return (await self._calls.read(at("cases"), CaseList, caller=caller, query=query)).cases

    async def case(self, number: str, *, caller: Caller) -> CaseView:
        return await self._calls.read(at("cases", number), CaseView, caller=caller)

    async def due_checks(self, caller: Caller) -> list[CaseView]:
        """Cases drawn for a check that nobody has made yet. By staff."""
        return (await self._calls.read(at("checks"), CaseList, caller=caller)).cases

    async def withdraw_case(self, number: str, step: CitizenStep, *, caller: Caller, key: str) -> CaseView:
        return await self._step(number, "withdrawal", step, caller=caller, key=key)

    async def withdraw_promise(
        self, number: str, step: CommitmentWithdrawal, *, caller: Caller, key: str
    ) -> CaseView:
        return await self._step(number, "promise-withdrawal", step, caller=caller, key=key)

    async def deliver_materials(
        self, number: str, step: MaterialDelivery, *, caller: Caller, key: str
    ) -> CaseView:
        return await self._step(number, "materials", step, caller=caller, key=key)

    async def accept_case(self, number: str, step: StaffStep, *, caller: Caller, key: str) -> CaseView:
        return await self._step(number, "acceptance", step, caller=caller, key=key)

    async def return_case(self, number: str, step: StaffStep, *, caller: Caller, key: str) -> CaseView:
        return await self._step(number, "return", step, caller=caller, key=key)

    async def revoke_case(self, number: str, step: StaffStep, *, caller: Caller, key: str) -> CaseView:
        return await self._step(number, "revocation", step, caller=caller, key=key)

    async def decide_case(self, number: str, step: Decision, *, caller: Caller, key: str) -> CaseView:
        return await self._step(number, "decision", step, caller=caller, key=key)

    async def check_case(self, number: str, step: CheckResult, *, caller: Caller, key: str) -> CaseView:
        return await self._step(number, "check", step, caller=caller, key=key)

    async def sweep(self, *, key: str) -> Sweep:
        """The night's round."""
        return await self._calls.write("POST", at("sweeps"), Sweep, key=key)

    async def _step(self, number: str, name: str, step: Wire, *, caller: Caller, key: str) -> CaseView:
        path = at("cases", number, name)
        return await self._calls.write("POST", path, CaseView, body=step, caller=caller, key=key)
