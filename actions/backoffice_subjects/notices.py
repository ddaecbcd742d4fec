"""What is to be told to conversations."""

from actions.backoffice_calls import at
from actions.backoffice_subjects.subject import Subject
from actions.wire.notices import Notice, Notices


class NoticeCalls(Subject):
    async def notices(self, after: int) -> list[Notice]:
        """What is to be told to conversations, after the last one read. Oldest first, not all at once."""
        return (await self._calls.read(at("notices"), Notices, query={"after": str(after)})).notices
