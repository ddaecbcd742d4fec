"""The public routes of files. What a file is refused for is said by the back office."""

import asyncio
from http import HTTPStatus
from typing import Annotated, Any

from fastapi import APIRouter, Header, Path, Request, Response

from actions.wire.files import StoredFile, StoredFiles
from connectors.deps import Proved, Wired
from connectors.errors import ConversationClosed
from connectors.files import Upload
from connectors.models import ConversationState

ROUTE = "/conversations/{conversation_id}/files"
PATHS = r"/api/v1/conversations/[^/]+/files"
"""Where a body may be as large as a file."""

_RAW_BODY: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "description": "文件的内容，原样。可以传 JPEG、PNG、WebP、HEIC、PDF、DOCX、纯文本",
        "content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}},
    }
}
FileId = Annotated[str, Path(pattern=r"^[0-9a-f]{32}$")]
FileName = Annotated[
    str, Header(alias="X-File-Name", max_length=2000, description="文件名，按 UTF-8 百分号编码")
]
Key = Annotated[
    str,
    Header(alias="Idempotency-Key", pattern=r"^[A-Za-z0-9_-]{0,64}$", description="重发时用同一个，只存一次"),
]

router = APIRouter(tags=["文件"])


@router.post(
    ROUTE,
    status_code=HTTPStatus.CREATED,
    summary="传一个文件；之后发送 payload “/file_sent”，让助手知道",
    openapi_extra=_RAW_BODY,
)
async def send_file(
    request: Request, conversation_id: Proved, gateway: Wired, name: FileName = "", key: Key = ""
) -> StoredFile:
    gateway.per_conversation.check(conversation_id)
    conversation = await asyncio.to_thread(gateway.repository.get, conversation_id)
    if conversation.state is ConversationState.CLOSED:
        raise ConversationClosed(repr(conversation_id))
    announced = request.headers.get("Content-Length", "")
    upload = Upload(int(announced) if announced.isdigit() else 0, name=name, key=key)
    return await gateway.files.take(conversation_id, upload, request.stream())


@router.get(ROUTE, summary="这次对话的文件：您传的，和为您起草的")
async def list_files(conversation_id: Proved, gateway: Wired) -> StoredFiles:
    return StoredFiles(files=await gateway.files.list(conversation_id))


@router.get(ROUTE + "/{file_id}", summary="下载一个文件", response_class=Response)
async def download_file(conversation_id: Proved, file_id: FileId, gateway: Wired) -> Response:
    found = await gateway.files.fetch(conversation_id, file_id)
    headers = {
        "Content-Disposition": found.disposition,
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": "default-src 'none'; sandbox",
        "Cache-Control": "private, no-store",
        "Referrer-Policy": "no-referrer",
    }
    return Response(found.content, media_type=found.media_type, headers=headers)
