"""Compares a point with the official section that it cites, as that holds today."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from chassis.clock import Clock
from chassis.regions import RegionRegistry
from knowledge_base.models import Section, Source, Term, Version
from knowledge_base.policies.points import PolicyPoint
from knowledge_base.ports import DocumentStore
from knowledge_base.publish.passage import find_passage
from knowledge_base.publish.support import Ground, Unsupported
from knowledge_base.terms import in_force


@dataclass(frozen=True)
class Checked:
    """`official` is the number of the official version that was looked into; None where there is none.

    `path` is where the section stands, `passage` its text, `unsupported` what does not stand in it.
    """

    official: int | None = None
    section_found: bool = False
    path: tuple[str, ...] = ()
    passage: str = ""
    unsupported: tuple[Unsupported, ...] = ()

    @property
    def is_supported(self) -> bool:
        return self.section_found and not self.unsupported


@dataclass(frozen=True)
class OfficialText:
    """An official version with what is known of its document that a point may name."""

    version: Version
    sections: Sequence[Section]
    head: str
    regions: RegionRegistry

    def check(self, path: Sequence[str], statement: str, *, names: Sequence[str] = ()) -> Checked:
        passage = find_passage(path, self.version.text, self.sections)
        if passage is None:
            return Checked(official=self.version.number)
        ground = Ground("\n".join([*passage.path, passage.text]), self.head, self.regions)
        return Checked(
            official=self.version.number,
            section_found=True,
            path=passage.path,
            passage=passage.text,
            unsupported=tuple(ground.unsupported(statement, names_given=names)),
        )

    def check_point(self, point: PolicyPoint) -> Checked:
        return self.check(point.section, statement_of(point), names=point.names)


@dataclass(frozen=True)
class PointCheck:
    store: DocumentStore
    regions: RegionRegistry
    clock: Clock

    def of_point(self, document_id: str, point: PolicyPoint) -> Checked:
        official = self.official(document_id)
        return official.check_point(point) if official else Checked()

    def of_text(
        self, document_id: str, section: Sequence[str], text: str, *, names: Sequence[str] = ()
    ) -> Checked:
        official = self.official(document_id)
        return official.check(section, text, names=names) if official else Checked()

    def official(self, document_id: str) -> OfficialText | None:
        """The official text that holds today."""
        term, document = self._term(document_id), self.store.document(document_id)
        version = self.store.version(document_id, term.number) if term else None
        if version is None or document is None:
            return None
        head = "\n".join([document.title, document.issuer, document.number or ""])
        sections = self.store.sections(document_id, version.number)
        return OfficialText(version, sections, head, self.regions)

    def first_day(self, document_id: str) -> date | None:
        """From when the official text holds that holds today."""
        term = self._term(document_id)
        return term.effective_from if term else None

    def _term(self, document_id: str) -> Term | None:
        terms = (
            term
            for term in self.store.terms()
            if term.document_id == document_id and term.source is Source.OFFICIAL
        )
        return next(iter(in_force(terms, self.clock.today()).values()), None)


def statement_of(point: PolicyPoint) -> str:
    """All that a point says in words of ours."""
    cases = (f"{case.when} {case.then}" for case in point.cases)
    return "\n".join([point.subject, point.text, *cases])
