"""Takes texts in: the policy points we ship, and files of official documents.

Everything about a text is read and checked before the first write, and the write is one transaction: a bad
file leaves nothing behind, and the same text again changes nothing.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path, PurePath

from chassis.clock import Clock
from knowledge_base.ingest.instructions import instruction_doubts
from knowledge_base.ingest.read import read_document
from knowledge_base.ingest.split import split
from knowledge_base.models import Document, DocumentHead, Source, Version, VersionState
from knowledge_base.naming import name_key
from knowledge_base.policies.points import PolicyDocument, load_policies
from knowledge_base.ports import DocumentStore
from knowledge_base.publish.content import content_hash
from knowledge_base.publish.heads import complete, differences, fill, new_document
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
class Synchroniser:
    """`shipped` are the heads that we checked: they win over what a file says of itself."""

    store: DocumentStore
    clock: Clock
    shipped: Sequence[Document] = field(default_factory=tuple)

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
        parsed = read_document(name, content)
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
            first_day=effective_from or _first_day_kept(before, digest) or stated or dated(parsed.head),
        )
        stored = self.store.save(document, version, parsed.sections, chunks, publish=publish)
        return Taken(
            document=document,
            version=stored,
            changed=stored not in before,
            doubts=(*doubts, *instruction_doubts(parsed)),
        )

    def _load_points(self, policy: PolicyDocument) -> Taken:
        document = complete(head_of(policy), self.store.document(policy.id))
        points = lay_out(policy)
        version = self._draft(
            document,
            source=Source.POLICY_POINT,
            text=points.text,
            digest=content_hash(points.text, points.sections),
        )
        before = self.store.versions(document.id)
        stored = self.store.save(document, version, points.sections, points.chunks, publish=True)
        return Taken(document=document, version=stored, changed=stored not in before)

    def _identify(
        self, head: DocumentHead, *, name: str, region: str | None, publish: bool
    ) -> tuple[Document, tuple[str, ...]]:
        """The document a file belongs to, with what its head adds, and what a person should check."""
        shipped = _match(self.shipped, head, file_stem=PurePath(name).stem)
        if shipped:
            known = complete(shipped, self.store.document(shipped.id))
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


def _first_day_kept(versions: Sequence[Version], digest: str) -> date | None:
    """The first day of this very text, which somebody may have given. One that comes back begins anew."""
    for version in versions:
        same_text = version.source is Source.OFFICIAL and version.content_hash == digest
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
