"""Loading on a real database, with the people who do it."""

from dataclasses import dataclass

from sqlalchemy import Engine

from chassis import audit
from chassis.staff import Person, Role
from knowledge_base.adapters import tables
from knowledge_base.adapters.approval_store import ApprovalStore
from knowledge_base.adapters.load_store import LoadStore
from knowledge_base.adapters.sql_store import SqlDocumentStore
from knowledge_base.load import Load, NewFile
from knowledge_base.models import Document
from knowledge_base.ports import ScanReader
from knowledge_base.publish.announce import Announce
from knowledge_base.publish.approval import Approval
from knowledge_base.publish.duplicates import Duplicates
from knowledge_base.publish.loads import Loads
from knowledge_base.publish.preview import Preview
from knowledge_base.publish.read_loads import LoadReader
from knowledge_base.publish.synchronise import Synchroniser
from tests.knowledge_base.publish.approval_parts import MovedClock

EDITOR = Person("li", "李编辑", frozenset({Role.EDITOR}))
OTHER = Person("wang", "王编辑", frozenset({Role.EDITOR}))
VIEWER = Person("sun", "孙同事", frozenset({Role.VIEWER}))

PAPER = """\
越秀区社区花园管理办法
越园〔2030〕3号

第一章 登记
　　花园登记自受理之日起5个工作日内办结,材料不齐的一次告知。
　　园艺站每周整理一次花圃,居民可以随时来看。
第二章 养护
　　每座花园配备养护人员3人,经费由区财政安排。

广州市越秀区园艺局
2030年1月14日
"""


@dataclass
class Desk:
    engine: Engine
    clock: MovedClock
    documents: SqlDocumentStore
    approvals: ApprovalStore
    store: LoadStore
    loads: Loads
    reader: LoadReader

    @classmethod
    def on(
        cls, engine: Engine, *, shipped: tuple[Document, ...] = (), scans: ScanReader | None = None
    ) -> "Desk":
        clock, documents, store = MovedClock(), SqlDocumentStore(engine), LoadStore(engine)
        approvals = ApprovalStore(engine)
        announce = Announce(channels=(), page="")
        approval = Approval(approvals, documents, clock, announce)
        synchroniser = Synchroniser(store=documents, clock=clock, shipped=shipped)
        duplicates = Duplicates(store, documents)
        loads = Loads(store, synchroniser, duplicates, approval.open, clock)
        return cls(engine, clock, documents, approvals, store, loads, LoadReader(store, clock, scans))

    def send(self, name: str = "paper.txt", text: str | bytes = PAPER, person: Person = EDITOR) -> Load:
        content = text if isinstance(text, bytes) else text.encode()
        [load] = self.loads.send([NewFile(name, content)], person).loads
        return load

    def read(self, name: str = "paper.txt", text: str | bytes = PAPER) -> Load:
        """Sent and read."""
        load = self.send(name, text)
        self.reader.read_waiting()
        return self.store.load(load.id)

    def preview(self, load: Load) -> Preview:
        preview = self.loads.look(load.id).preview
        assert preview is not None
        return preview

    def anchor(self, load: Load, heading: str) -> str:
        [anchor] = [s.anchor for s in self.preview(load).sections if s.path[-1] == heading]
        assert anchor is not None
        return anchor

    def noted(self) -> list[str]:
        """What the audit says was done, the first first."""
        with self.engine.connect() as connection:
            return [line.action.name for line in reversed(audit.read(connection, tables.audit))]
