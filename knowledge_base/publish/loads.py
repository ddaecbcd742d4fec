"""From a file that somebody sends to a draft version: queued, read, put right by hand, proposed.

Sending stores nothing of the knowledge base: what a file would be, and what of it is there already, is seen
first. Reading is done by `read_loads.py`.
"""

import hashlib
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePath
from typing import Protocol
from urllib.parse import urlsplit

from chassis.clock import Clock
from chassis.regions import RegionRegistry
from chassis.staff import Person, Role
from knowledge_base.adapters.load_store import LoadStore
from knowledge_base.errors import (
    AddressInvalid,
    DocumentRefused,
    FileTooLarge,
    FormatUnknown,
    LoadNotOpen,
    NothingToLoad,
    RegionUnknown,
    SameAsPublished,
)
from knowledge_base.ingest import messages
from knowledge_base.ingest.corrections import Correction, Kind, merged
from knowledge_base.ingest.kept_blocks import (
    corrections_from_json,
    corrections_to_json,
    from_json,
)
from knowledge_base.ingest.read import LARGEST_FILE_BYTES, SUFFIXES
from knowledge_base.ingest.zip import is_zip, unpack
from knowledge_base.load import Drafted, Duplicate, Kept, Load, LoadState, NewFile
from knowledge_base.messages import message
from knowledge_base.models import Document, VersionState
from knowledge_base.proposal import Proposal, Terms
from knowledge_base.publish.duplicates import Duplicates
from knowledge_base.publish.placing import placed
from knowledge_base.publish.preview import Preview, original_lines, preview
from knowledge_base.publish.synchronise import Synchroniser

LONGEST_NAME = 200
LONGEST_ADDRESS = 2_000


class Propose(Protocol):
    """Opens the proposal of a draft version: `Approval.open`."""

    def __call__(
        self, document_id: str, number: int, person: Person, *, terms: Terms | None, head: Document | None
    ) -> Proposal: ...


@dataclass(frozen=True)
class Sent:
    """What became of the files: those that wait to be read, and those that nobody will read, with why."""

    loads: tuple[Load, ...]
    refused: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Seen:
    """A load, and once it was read, what it will be and what of it is there already."""

    load: Load
    preview: Preview | None = None
    duplicates: tuple[Duplicate, ...] = ()


@dataclass(frozen=True)
class Loads:
    store: LoadStore
    synchroniser: Synchroniser
    duplicates: Duplicates
    propose: Propose
    clock: Clock

    def send(self, files: Sequence[NewFile], person: Person) -> Sent:
        """Queue files, those in a ZIP one by one. The same file again is the load that it was.

        Raises:
            NotAllowed, NothingToLoad, AddressInvalid, RegionUnknown, TooManyLoads
        """
        person.require(Role.EDITOR)
        if not files:
            raise NothingToLoad("no file")
        loads: list[Load] = []
        refused: list[tuple[str, str]] = []
        for file in files:
            if file.region and RegionRegistry.load().find(file.region) is None:
                raise RegionUnknown(f"region {file.region!r}")
            checked = replace(file, name=_plain_name(file.name), address=_checked_address(file.address))
            for part in _parts(checked, refused):
                digest = hashlib.sha256(part.content).hexdigest()
                loads.append(self.store.add(part, file_hash=digest, person=person, at=self.clock.now()))
        return Sent(tuple(loads), tuple(refused))

    def page(
        self,
        *,
        states: Collection[LoadState],
        before: int | None,
        limit: int,
        account: str | None = None,
    ) -> list[Load]:
        return self.store.page(states=states, account=account, before=before, limit=limit)

    def look(self, load_id: int) -> Seen:
        """Raises: LoadUnknown."""
        load = self.store.load(load_id)
        if load.state not in (LoadState.READY, LoadState.DRAFTED):
            return Seen(load)
        seen = self._preview(load)
        return Seen(load, seen, tuple(self.duplicates.of(load, seen.parsed)))

    def file(self, load_id: int) -> tuple[str, bytes]:
        """Its name and what it holds. Raises: LoadUnknown, LoadNotOpen (thrown away)."""
        name, content = self.store.load(load_id).name, self.store.content(load_id)
        if not content:
            raise LoadNotOpen(f"load {load_id} holds nothing any more")
        return name, content

    def original(self, load_id: int) -> list[str]:
        """The lines of the file as it is. Raises: LoadUnknown, LoadNotOpen."""
        return original_lines(from_json(self.store.blocks(load_id)[0]))

    def cancel(self, load_id: int, person: Person) -> Load:
        """Raises: NotAllowed, LoadUnknown, LoadNotOpen."""
        person.require(Role.EDITOR)
        return self.store.cancel(load_id, person=person, at=self.clock.now())

    def correct(
        self, load_id: int, corrections: Sequence[Correction], person: Person, *, revision: int
    ) -> Load:
        """Put right what was read. A cell is named by its row and column until here.

        Raises:
            NotAllowed, LoadUnknown, LoadNotOpen, LoadChanged, CorrectionImpossible, DateUnreadable
        """
        person.require(Role.EDITOR)
        blocks = from_json(self.store.blocks(load_id)[0])
        name = self.store.load(load_id).name
        new = placed(blocks, corrections, name=name)

        def change(kept: Kept) -> Kept:
            all_of_them = merged(corrections_from_json(kept), new)
            preview(blocks, all_of_them, name=name, doubts=())
            return corrections_to_json(all_of_them)

        return self.store.correct(load_id, change, revision=revision, person=person, at=self.clock.now())

    def take_back(self, load_id: int, index: int, person: Person, *, revision: int) -> Load:
        """Drop one correction, by its place in the list.

        Raises:
            NotAllowed, LoadUnknown, LoadNotOpen, LoadChanged
        """
        person.require(Role.EDITOR)

        def change(kept: Kept) -> Kept:
            return [correction for at, correction in enumerate(kept) if at != index]

        return self.store.correct(load_id, change, revision=revision, person=person, at=self.clock.now())

    def draft(self, load_id: int, person: Person, *, revision: int) -> Load:
        """Store what was read as a draft version, and propose it. What broke off in the middle is finished by
        doing it again.

        Raises:
            NotAllowed, LoadUnknown, LoadNotOpen, LoadChanged, SameAsPublished, DocumentRefused
        """
        person.require(Role.EDITOR)
        load = self.store.load(load_id)
        if load.state is LoadState.DRAFTED:
            return load
        self.store.check_open(load_id, revision=revision)
        seen = self._preview(load)
        if not seen.parsed.head.title:
            raise DocumentRefused("no title", message=messages.text("title_missing"))
        settled = frozenset(entry.field for entry in seen.corrections if entry.kind is Kind.SET_HEAD)
        drafted = self.synchroniser.draft(
            seen.parsed,
            name=load.name,
            region=_region(load, seen, settled),
            effective_from=load.effective_from,
            settled=settled,
        )
        version = drafted.version
        if version.state is VersionState.PUBLISHED:
            raise SameAsPublished(f"version {version.number} of {version.document_id!r}")
        head = replace(drafted.head, url=load.address or drafted.head.url)
        terms = Terms(head.region, version.effective_from, head.effective_to)
        proposal = self.propose(version.document_id, version.number, person, terms=terms, head=head)
        made = Drafted(version.document_id, version.number, proposal.id)
        return self.store.drafted(load_id, made, revision=revision, person=person, at=self.clock.now())

    def _preview(self, load: Load) -> Preview:
        blocks, corrections = self.store.blocks(load.id)
        return preview(
            from_json(blocks), corrections_from_json(corrections), name=load.name, doubts=load.doubts
        )


def _region(load: Load, seen: Preview, settled: Collection[str]) -> str | None:
    """The one that was corrected goes before the one given with the file.

    Raises: DocumentRefused.
    """
    region = seen.parsed.head.region if "region" in settled else load.region or seen.parsed.head.region
    if region is None:
        raise DocumentRefused("no region", message=messages.text("region_missing"))
    return region


def _parts(file: NewFile, refused: list[tuple[str, str]]) -> Iterator[NewFile]:
    """The file, or those in it; what nobody could read is noted with why."""
    try:
        if is_zip(file.name, file.content):
            found = unpack(file.name, file.content)
            refused += [(name, FormatUnknown.message) for name in found.left_out]
            if not found.files:
                refused.append((file.name, message("package_empty")))
            parts = [replace(file, name=_plain_name(name), content=content) for name, content in found.files]
        else:
            parts = [file]
        for part in parts:
            _check_file(part)
    except DocumentRefused as error:
        refused.append((file.name, error.message))
        return
    yield from parts


def _check_file(file: NewFile) -> None:
    if PurePath(file.name).suffix.lower() not in SUFFIXES:
        raise FormatUnknown(f"suffix of {file.name!r}")
    if len(file.content) > LARGEST_FILE_BYTES:
        raise FileTooLarge(f"{file.name!r} has {len(file.content)} bytes")


def _plain_name(name: str) -> str:
    """Without folders, and not longer than a list shows; the suffix stays."""
    path = PurePath(name.replace("\\", "/"))
    suffix = path.suffix[:10]
    return path.stem[: LONGEST_NAME - len(suffix)] + suffix


def _checked_address(address: str | None) -> str | None:
    if not address or not address.strip():
        return None
    if len(address) > LONGEST_ADDRESS or not _is_of_a_page(address.strip()):
        raise AddressInvalid(f"address {address[:100]!r}")
    return address.strip()


def _is_of_a_page(address: str) -> bool:
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname)
