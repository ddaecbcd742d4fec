"""`/backoffice/v1/files` and `/backoffice/v1/mediation-requests`."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Header, Path, Request, Response

from actions.backoffice.files.kinds import SUFFIXES
from actions.backoffice.files.names import disposition
from actions.backoffice.handlers.files import FileHandler
from actions.backoffice.handlers.mediation import MediationHandler
from actions.backoffice.repository.files import FileContent
from actions.backoffice.routes.callers import WRITE_REFUSALS, Call, InConversation, StaffIfAny
from actions.errors import FileRefused, FilesTooMany, FileUnknown, NotAllowed, StepRefused
from actions.wire.files import StoredFile, StoredFiles
from actions.wire.mediation import MediationRequest
from chassis.web import documented

PATH = "/files"
_MOST_NAME_CHARACTERS = 2000

FileId = Annotated[str, Path(pattern=r"^[0-9a-f]{32}$", description="文件的编号")]
FileName = Annotated[
    str,
    Header(alias="X-File-Name", max_length=_MOST_NAME_CHARACTERS, description="文件名，按 UTF-8 百分号编码"),
]
RAW_BODY: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "description": "文件的内容，原样",
        "content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}},
    }
}
RAW_REPLY: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "文件的内容",
        "content": {str(kind): {"schema": {"type": "string", "format": "binary"}} for kind in SUFFIXES},
    }
}


def conversation_of(conversation: InConversation = None) -> str:
    if conversation is None:
        raise NotAllowed("no conversation")
    return conversation


async def body_of(request: Request) -> bytes:
    return await request.body()


Conversation = Annotated[str, Depends(conversation_of)]
Body = Annotated[bytes, Depends(body_of)]


def create_router(handler: FileHandler, mediation: MediationHandler) -> APIRouter:
    router = APIRouter(tags=["文件"])

    @router.post(
        PATH,
        status_code=201,
        summary="收下一个文件，先检查",
        response_model=StoredFile,
        responses=documented(*WRITE_REFUSALS, FileRefused, FilesTooMany, NotAllowed),
        openapi_extra=RAW_BODY,
    )
    def store(conversation: Conversation, content: Body, call: Call, name: FileName = "") -> Response:
        return handler.store(call, conversation, name=name, content=content)

    @router.get(PATH, summary="这次对话的文件", responses=documented(NotAllowed))
    def files(conversation: Conversation) -> StoredFiles:
        return handler.list(conversation)

    @router.get(
        PATH + "/{file_id}",
        summary="一个文件的内容：给发它的对话，或者给工作人员",
        response_class=Response,
        responses={**documented(FileUnknown, NotAllowed), **RAW_REPLY},
    )
    def file(file_id: FileId, account: StaffIfAny = None, conversation: InConversation = None) -> Response:
        if account is not None:
            return _download(handler.read_by_staff(file_id, account))
        return _download(handler.read(file_id, conversation_of(conversation)))

    @router.delete(
        PATH + "/{file_id}",
        summary="删掉一个没有用上的文件",
        response_model=StoredFile,
        responses=documented(*WRITE_REFUSALS, FileUnknown, NotAllowed, StepRefused),
    )
    def remove(file_id: FileId, conversation: Conversation, call: Call) -> Response:
        return handler.remove(call, file_id, conversation)

    @router.post(
        "/mediation-requests",
        status_code=201,
        summary="起草一份劳动争议调解申请书（DOCX），存为这次对话的文件",
        response_model=StoredFile,
        responses=documented(*WRITE_REFUSALS, FilesTooMany, NotAllowed),
    )
    def draft(request: MediationRequest, conversation: Conversation, call: Call) -> Response:
        return mediation.draft(call, conversation, request)

    return router


def _download(found: FileContent) -> Response:
    """Saved, never shown: a browser must not take it for anything of ours."""
    headers = {
        "Content-Disposition": disposition(found.file.name),
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": "default-src 'none'; sandbox",
        "Cache-Control": "private, no-store",
    }
    return Response(found.content, media_type=found.file.media_type, headers=headers)
