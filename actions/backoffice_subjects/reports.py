"""Reports of a breach, and wishes to be called back."""

from dataclasses import replace

from actions.backoffice_calls import Caller, at
from actions.backoffice_subjects.subject import Subject
from actions.rules.report_codes import code_digits
from actions.wire.callbacks import Callback, CallbackRequest, Callbacks
from actions.wire.reports import ReportAddition, Reports, ReportSubmission, ReportView, ReportWithdrawal


class ReportCalls(Subject):
    async def report(self, submission: ReportSubmission, *, caller: Caller, key: str) -> ReportView:
        """With the code where nobody is signed in or wants to be named: it is not told again."""
        path = at("reports")
        return await self._calls.write("POST", path, ReportView, body=submission, caller=caller, key=key)

    async def reports(self, caller: Caller) -> list[ReportView]:
        """The person's own, and those of the conversation that are nobody's; the latest first."""
        return (await self._calls.read(at("reports"), Reports, caller=caller)).reports

    async def report_by_number(self, number: str, *, caller: Caller, code: str | None = None) -> ReportView:
        """`code` as it was written."""
        path = at("reports", number)
        return await self._calls.read(path, ReportView, caller=_with_code(caller, code))

    async def add_to_report(
        self, number: str, addition: ReportAddition, *, caller: Caller, key: str, code: str | None = None
    ) -> ReportView:
        path, known = at("reports", number, "additions"), _with_code(caller, code)
        return await self._calls.write("POST", path, ReportView, body=addition, caller=known, key=key)

    async def withdraw_report(
        self, number: str, withdrawal: ReportWithdrawal, *, caller: Caller, key: str, code: str | None = None
    ) -> ReportView:
        path, known = at("reports", number, "withdrawal"), _with_code(caller, code)
        return await self._calls.write("POST", path, ReportView, body=withdrawal, caller=known, key=key)

    async def request_callback(self, request: CallbackRequest, *, caller: Caller, key: str) -> Callback:
        path = at("callbacks")
        return await self._calls.write("POST", path, Callback, body=request, caller=caller, key=key)

    async def callbacks(self, caller: Caller) -> list[Callback]:
        """The person's own, and those of the conversation that are nobody's; the oldest first."""
        return (await self._calls.read(at("callbacks"), Callbacks, caller=caller)).callbacks


def _with_code(caller: Caller, code: str | None) -> Caller:
    return replace(caller, report_code=code_digits(code)) if code else caller
