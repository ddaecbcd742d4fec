"""What reports ask of the back office. Every method raises BackofficeError."""

from typing import Protocol

from actions.backoffice_calls import Caller
from actions.wire.appointments import Window
from actions.wire.files import StoredFile
from actions.wire.reports import ReportAddition, ReportSubmission, ReportView, ReportWithdrawal


class ReportDesk(Protocol):
    async def windows(self, *, region: str | None = None, street: str | None = None) -> list[Window]: ...

    async def files(self, caller: Caller) -> list[StoredFile]: ...

    async def report(self, submission: ReportSubmission, *, caller: Caller, key: str) -> ReportView: ...

    async def reports(self, caller: Caller) -> list[ReportView]: ...

    async def report_by_number(
        self, number: str, *, caller: Caller, code: str | None = None
    ) -> ReportView: ...

    async def add_to_report(
        self, number: str, addition: ReportAddition, *, caller: Caller, key: str, code: str | None = None
    ) -> ReportView: ...

    async def withdraw_report(
        self,
        number: str,
        withdrawal: ReportWithdrawal,
        *,
        caller: Caller,
        key: str,
        code: str | None = None,
    ) -> ReportView: ...
