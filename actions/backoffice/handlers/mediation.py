"""Drafts of requests for mediation, given to the conversation as files."""

from dataclasses import dataclass
from http import HTTPStatus

from fastapi import Response

from actions.backoffice.files.kinds import SUFFIXES, Kind
from actions.backoffice.handlers.file_keeping import FileKeeping
from actions.backoffice.mediation_document import MediationTexts, compose
from actions.backoffice.repository.files import Origin
from actions.backoffice.writes import WriteCall, Writer, WriteSession
from actions.wire.files import StoredFile
from actions.wire.mediation import MediationRequest
from chassis.regions import RegionRegistry


@dataclass(frozen=True)
class MediationHandler:
    writer: Writer
    keeping: FileKeeping
    texts: MediationTexts

    def draft(self, call: WriteCall, conversation: str, request: MediationRequest) -> Response:
        """Nothing is filed: the citizen checks the draft, signs it and takes it where it belongs.

        Raises:
            FilesTooMany.
        """
        region = RegionRegistry.load().find(request.region)

        def work(session: WriteSession) -> StoredFile:
            content = compose(
                request, self.texts, region_name=region.name if region else "", made_at=session.now
            )
            return self.keeping.keep(
                session,
                conversation,
                origin=Origin.MADE,
                name=self.texts.file_name + SUFFIXES[Kind.DOCX],
                media_type=Kind.DOCX,
                content=content,
            )

        return self.writer.write(call, work, status=HTTPStatus.CREATED)
