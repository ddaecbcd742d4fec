"""Who answers as things stand, and who as they would stand after a change."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Any, cast

from knowledge_base.answer.bars import BarsInUse
from knowledge_base.answer.context import Services
from knowledge_base.answer.history import NOTHING_INSTEAD, Instead
from knowledge_base.answer.pipeline import Pipeline
from knowledge_base.checks import Question, Reason, Run, Subject, Told
from knowledge_base.errors import DocumentUnknown
from knowledge_base.models import Document, Source, Version
from knowledge_base.ports import DocumentStore
from knowledge_base.proposal import Proposal
from knowledge_base.publish.comparing import told_of
from knowledge_base.publish.unsupported_points import OfficialText, Succession
from knowledge_base.terms import in_force
from knowledge_base.wire import Answer, AnswerRequest, HistoryTurn

ProposalOf = Callable[[str, int], Proposal | None]
"""The open proposal of a version, if it has one."""
Prepare = Callable[[str, int], object]
"""Puts a version into the indexes, where nobody finds it who is not told to."""
_TRACE = "check"
Unsupported = dict[tuple[str, str], tuple[Reason, ...]]


@dataclass(frozen=True)
class Asker:
    """Answers without a language model, so that the same question gets the same answer."""

    services: Services
    instead: Instead = NOTHING_INSTEAD

    def ask(self, question: Question) -> Told:
        return told_of(self.answer(request_of(question)))

    def answer(self, request: AnswerRequest) -> Answer:
        return Pipeline(self.services).answer(
            request, trace_id=_TRACE, instead=self.instead.places, beside=self.instead.beside
        )


def request_of(question: Question, *, explain: bool = False) -> AnswerRequest:
    turns = [HistoryTurn(question=text, region=question.region) for text in question.history]
    return AnswerRequest(question=question.text, history=turns, region=question.region, explain=explain)


@dataclass(frozen=True)
class Two:
    """Both sides of a change. `unsupported` are points that the new text does not bear out."""

    old: Asker
    new: Asker
    unsupported: Unsupported


@dataclass(frozen=True)
class Sides:
    services: Services
    prepare: Prepare
    proposal_of: ProposalOf

    def of_run(self, run: Run) -> Two:
        """Takes as long as the version needs to be indexed, where it was not.

        Raises:
            DocumentUnknown: there is no such version any more.
        """
        return Two(
            old=self.asker(Subject()),
            new=self.asker(run.subject),
            unsupported=self._unsupported(run.subject),
        )

    def asker(self, subject: Subject) -> Asker:
        """As things stand with the version and the bars of the subject."""
        in_use = self.services.bars.current
        bars = BarsInUse(in_use.with_values(subject.bars))
        services = replace(self.services, model=None, bars=bars)
        if subject.document_id is None or subject.number is None:
            return Asker(services)
        version = self._version(subject.document_id, subject.number)
        self.prepare(version.document_id, version.number)
        proposal = self.proposal_of(version.document_id, version.number)
        if proposal and proposal.head:
            store = _WithHead(self.services.store, proposal.head)
            services = replace(services, store=cast(DocumentStore, store))
        replaced = proposal.terms.replaces if proposal else ()
        return Asker(services, self._instead(version, replaced))

    def _instead(self, version: Version, replaced: Iterable[str]) -> Instead:
        """The version in place of any other of its source, and of all of the documents that it replaces."""
        key, store = (version.document_id, version.number), self.services.store
        others = [
            (one.document_id, one.number)
            for one in store.versions(version.document_id)
            if one.source is version.source and one.number != version.number
        ]
        gone = [(one.document_id, one.number) for name in replaced for one in store.versions(name)]
        return Instead(places=dict.fromkeys([*others, *gone], key), beside=frozenset({key}))

    def _unsupported(self, subject: Subject) -> Unsupported:
        if subject.document_id is None or subject.number is None:
            return {}
        version, store = self._version(subject.document_id, subject.number), self.services.store
        if version.source is not Source.OFFICIAL:
            return {}
        terms = [term for term in store.terms() if term.document_id == version.document_id]
        held = {term.source: term.number for term in in_force(terms, self.services.clock.today()).values()}
        old_number, points = held.get(Source.OFFICIAL), held.get(Source.POLICY_POINT)
        if old_number is None or points is None or old_number == version.number:
            return {}
        before = self._official(self._version(version.document_id, old_number))
        succession = Succession(before, self._official(version), self.services.regions)
        return succession.unsupported(store.version_chunks(version.document_id, points))

    def _official(self, version: Version) -> OfficialText:
        store = self.services.store
        document = store.document(version.document_id)
        head = [document.title, document.issuer, document.number or ""] if document else []
        return OfficialText(
            version=version,
            sections=store.sections(version.document_id, version.number),
            chunks=store.version_chunks(version.document_id, version.number),
            head="\n".join(head),
        )

    def _version(self, document_id: str, number: int) -> Version:
        version = self.services.store.version(document_id, number)
        if version is None:
            raise DocumentUnknown(f"no version {number} of document {document_id!r}")
        return version


@dataclass(frozen=True)
class _WithHead:
    """A store in which one document has the head that is proposed for it."""

    store: DocumentStore
    head: Document

    def document(self, document_id: str) -> Document | None:
        return self.head if document_id == self.head.id else self.store.document(document_id)

    def __getattr__(self, name: str) -> Any:
        return getattr(self.store, name)
