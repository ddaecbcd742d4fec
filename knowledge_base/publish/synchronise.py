"""Takes texts in: the policy points we ship, and files of official documents.

Everything about a text is read and checked before the first write, and the write is one transaction: a bad
file leaves nothing behind, and the same text again changes nothing.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path, PurePath

from chassis.clock import Clock
from knowledge_base.ingest.instructions import instruction_doubts
from knowledge_base.ingest.read import read_document
from knowledge_base.ingest.split import split
from knowledge_base.models import (
    Chunk,
    Document,
    DocumentHead,
    ParsedDocument,
    Section,
    Source,
    Version,
    VersionState,
)
from knowledge_base.naming import name_key
from knowledge_base.policies.points import PolicyDocument, load_policies
from knowledge_base.ports import DocumentStore, ScanReader
from knowledge_base.publish.content import content_hash
from knowledge_base.publish.heads import complete, differences, fill, new_document
from knowledge_base.publish.indexing import Indexing
from knowledge_base.publish.points import head_of, lay_out
from knowledge_base.publish.validity import dated, effective_dates


@dataclass(frozen=True)
class Taken:
    """A text that was taken in. `changed` is false where all was so already; `doubts` are for a person."""

    document: Document
    version: Version
    changed: bool
    doubts: tuple[str, ...] = ()


@dataclass(frozen=True)
class Drafted:
    """A version that was stored as a draft, and its document's head as it is to be once it is published."""

    version: Version
    head: Document
    doubts: tuple[str, ...] = ()


@dataclass(frozen=True)
class Synchroniser:
    """`shipped` are the heads that we checked: they win over what a file says of itself. `edited` gives the
    shipped points with what the desk made of them, and those very ones where it changed none. With `indexing`
    a text that readers wait for is in the indexes before it is published. `scans` reads pages that are
    pictures, where something is there to do it. `is_decided` says of which documents the desk has decided
    what is read: their heads stay as they are, and what ships is not published over them."""

    store: DocumentStore
    clock: Clock
    shipped: Sequence[Document] = field(default_factory=tuple)
    edited: Callable[[PolicyDocument], PolicyDocument] = lambda policy: policy
    scans: ScanReader | None = None
    indexing: Indexing | None = None
    is_decided: Callable[[str], bool] = lambda _: False

    def load_policy_points(self, folder: Path) -> list[Taken]:
        """Publish the points of every document below the folder, or none where one is invalid."""
        return [self._load_points(policy) for policy in load_policies(folder)]

    def ingest_file(
        self,
        name: str,
        content: bytes,
        *,
        publish: bool,
        region: str | None = None,
        effective_from: date | None = None,
    ) -> Taken:
        """Take in one official document. `region` is for a file that does not say where it applies.

        `effective_from` is the first day of this text, where that is another than the day the paper states
        or bears; the same text again, without one, keeps its first day. A text with the same first day as
        the published one takes its place for all days.

        Raises:
            DocumentRefused: the file cannot be taken in; nothing was stored.
        """
        parsed = read_document(name, content, scans=self.scans)
        return self._take(parsed, name=name, publish=publish, region=region, effective_from=effective_from)

    def ship_file(self, name: str, content: bytes) -> Taken:
        """Publish what an installation brings with it; of what the desk has decided on only a draft is made.

        Raises:
            DocumentRefused: the file cannot be taken in; nothing was stored.
        """
        parsed = read_document(name, content, scans=self.scans)
        document, _ = self._identify(parsed.head, name=name, region=None, publish=False)
        publish = not self.is_decided(document.id)
        return self._take(parsed, name=name, publish=publish, region=None, effective_from=None)

    def draft(
        self,
        parsed: ParsedDocument,
        *,
        name: str,
        region: str | None = None,
        effective_from: date | None = None,
        settled: frozenset[str] = frozenset(),
    ) -> Drafted:
        """Store what was read of a file, and put right, as a draft. The options are `ingest_file`'s.

        What the head of a known document says changes only with its publishing, so it is given apart.
        `settled` are the fields of the head that a person wrote: they win over what we ship.

        Raises:
            DocumentRefused: it says neither what it is called nor where it applies; nothing was stored.
        """
        taken = self._take(parsed, name=name, publish=False, region=region, effective_from=effective_from)
        head, _ = self._identify(parsed.head, name=name, region=region, publish=True)
        first_day, last_day = effective_dates(parsed.text, parsed.head)
        written = {name: getattr(parsed.head, name) for name in settled - {"region"}}
        head = replace(
            head,
            **{name: value for name, value in written.items() if value is not None},
            region=region or parsed.head.region or head.region,
            effective_from=effective_from or first_day or head.effective_from,
            effective_to=last_day or head.effective_to,
        )
        return Drafted(taken.version, head, taken.doubts)

    def _take(
        self,
        parsed: ParsedDocument,
        *,
        name: str,
        publish: bool,
        region: str | None,
        effective_from: date | None,
    ) -> Taken:
        document, doubts = self._identify(parsed.head, name=name, region=region, publish=publish)
        stated, last_day = effective_dates(parsed.text, parsed.head)
        if publish:
            document = replace(
                document,
                effective_from=stated or document.effective_from,
                effective_to=last_day or document.effective_to,
            )
        chunks = split(parsed, document_id=document.id, version=0, region=document.region)
        before, digest = self.store.versions(document.id), content_hash(parsed.text, parsed.sections)
        version = self._draft(
            document,
            source=Source.OFFICIAL,
            text=parsed.text,
            digest=digest,
            file_name=PurePath(name).name,
            first_day=effective_from
            or _first_day_kept(before, digest, Source.OFFICIAL)
            or stated
            or dated(parsed.head),
        )
        if publish:
            self._prepare(document, version, parsed.sections, chunks)
        stored = self.store.save(document, version, parsed.sections, chunks, publish=publish)
        return Taken(
            document=document,
            version=stored,
            changed=stored not in before,
            doubts=(*doubts, *instruction_doubts(parsed)),
        )

    def _load_points(self, policy: PolicyDocument) -> Taken:
        document = self._completed(head_of(policy))
        edited = self.edited(policy)
        points, before = lay_out(edited), self.store.versions(document.id)
        digest = content_hash(points.text, points.sections)
        version = self._draft(
            document,
            source=Source.POLICY_POINT,
            text=points.text,
            digest=digest,
            # What the desk changed rests on the official text of that day, and so begins with it.
            first_day=None if edited is policy else _first_day_kept(before, digest, Source.POLICY_POINT),
        )
        self._prepare(document, version, points.sections, points.chunks)
        stored = self.store.save(document, version, points.sections, points.chunks, publish=True)
        return Taken(document=document, version=stored, changed=stored not in before)

    def _prepare(
        self, document: Document, version: Version, sections: Sequence[Section], chunks: Sequence[Chunk]
    ) -> None:
        """As a draft, with the document's head as it is: what is read changes by publishing."""
        if self.indexing is not None and self.indexing.is_usable:
            known = self.store.document(document.id) or document
            draft = self.store.save(known, version, sections, chunks)
            self.indexing.prepare(draft.document_id, draft.number)

    def _completed(self, shipped: Document) -> Document:
        stored = self.store.document(shipped.id)
        return stored if stored and self.is_decided(stored.id) else complete(shipped, stored)

    def _identify(
        self, head: DocumentHead, *, name: str, region: str | None, publish: bool
    ) -> tuple[Document, tuple[str, ...]]:
        """The document a file belongs to, with what its head adds, and what a person should check."""
        shipped = _match(self.shipped, head, file_stem=PurePath(name).stem)
        if shipped:
            known = self._completed(shipped)
            return fill(known, head, head_wins=False), tuple(differences(known, head))
        stored = self.store.find_document(number=head.number, title=head.title, region=region or head.region)
        if stored is None:
            return new_document(head, region=region), head.doubts
        # A draft says nothing yet about what is published.
        return (fill(stored, head, head_wins=True) if publish else stored), head.doubts

    def _draft(
        self,
        document: Document,
        *,
        source: Source,
        text: str,
        digest: str,
        file_name: str | None = None,
        first_day: date | None = None,
    ) -> Version:
        """`first_day` goes before the days that are known of the document."""
        return Version(
            document_id=document.id,
            number=0,
            source=source,
            text=text,
            content_hash=digest,
            state=VersionState.DRAFT,
            created_at=self.clock.now(),
            file_name=file_name,
            effective_from=first_day
            or document.effective_from
            or document.signed_on
            or document.published_on,
        )


def _first_day_kept(versions: Sequence[Version], digest: str, source: Source) -> date | None:
    """The first day of this very text, which somebody may have given. One that comes back begins anew."""
    for version in versions:
        same_text = version.source is source and version.content_hash == digest
        if same_text and version.state is not VersionState.SUPERSEDED:
            return version.effective_from
    return None


def _match(documents: Sequence[Document], head: DocumentHead, *, file_stem: str) -> Document | None:
    """By number, by title and region, or, where the file has no title, by its name."""
    for document in documents:
        if head.number and document.number and name_key(head.number) == name_key(document.number):
            return document
        same_region = head.region in (None, document.region)
        if head.title and same_region and name_key(head.title) == name_key(document.title):
            return document
        if not head.title and file_stem == document.id:
            return document
    return None
