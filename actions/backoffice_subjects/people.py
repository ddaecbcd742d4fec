"""Who is signed in, and what somebody is entitled to."""

from actions.backoffice_calls import Caller, at
from actions.backoffice_subjects.subject import Subject
from actions.wire.cases import CaseView
from actions.wire.people import Benefits, Known, Person, Repair


class PeopleCalls(Subject):
    async def put_person(self, person: Person, *, key: str) -> Known:
        """Somebody has signed in. By the gateway."""
        return await self._calls.write("PUT", at("people", person.subject), Known, body=person, key=key)

    async def me(self, caller: Caller) -> Known:
        return await self._calls.read(at("people", "me"), Known, caller=caller)

    async def benefits(self, caller: Caller) -> Benefits:
        return await self._calls.read(at("people", "me", "benefits"), Benefits, caller=caller)

    async def take_benefit(self, item: str, *, caller: Caller, key: str) -> CaseView:
        path = at("people", "me", "benefits", item)
        return await self._calls.write("POST", path, CaseView, caller=caller, key=key)

    async def repair(self, subject: str, repair: Repair, *, caller: Caller, key: str) -> Known:
        """By staff: the person may promise again."""
        path = at("people", subject, "repair")
        return await self._calls.write("POST", path, Known, body=repair, caller=caller, key=key)
