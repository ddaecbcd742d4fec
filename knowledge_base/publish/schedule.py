"""What comes due by the clock: texts to be published, and days that have passed."""

from dataclasses import dataclass

from chassis.clock import Clock
from knowledge_base.adapters.approval_store import ApprovalStore
from knowledge_base.publish.announce import Announce, clock_person
from knowledge_base.publish.publication import Publications
from knowledge_base.publish.settle import settle, unsettled


@dataclass(frozen=True)
class Schedule:
    store: ApprovalStore
    clock: Clock
    announce: Announce
    publications: Publications

    def make_round(self) -> int:
        """How many texts were published and states put right. A second process may do so meanwhile."""
        return self.publications.publish_due() + self._settle()

    def _settle(self) -> int:
        """A round that finds nothing to write takes no lock."""
        day = self.clock.today()
        if not any(True for _ in unsettled(self.store.standings(), self.store.terms(), day)):
            return 0
        with self.store.writing() as writing:
            return settle(writing, clock_person(), self.announce, at=self.clock.now())
