"""One JSON line an event, each with the trace id of the turn it belongs to."""

import logging
import sys
import uuid
from collections.abc import MutableMapping
from contextvars import ContextVar
from typing import Any

import structlog
from structlog.tracebacks import ExceptionDictTransformer

TRACE_HEADER = "X-Trace-Id"
_trace_id: ContextVar[str] = ContextVar("trace_id", default="")


def new_trace_id() -> str:
    return uuid.uuid4().hex[:16]


def bind_trace_id(trace_id: str) -> None:
    _trace_id.set(trace_id)


def current_trace_id() -> str:
    """The trace id of this turn; a new one where none is bound yet."""
    if not _trace_id.get():
        _trace_id.set(new_trace_id())
    return _trace_id.get()


def _add_trace_id(_: Any, __: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    if _trace_id.get():
        event.setdefault("trace_id", _trace_id.get())
    return event


def configure(*, process: str, level: int = logging.INFO) -> None:
    """Send our events and the libraries' warnings to standard error as JSON lines."""
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            _add_trace_id,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=False),
            # Without the locals of the frames: they hold what citizens said, tokens and keys.
            structlog.processors.ExceptionRenderer(ExceptionDictTransformer(show_locals=False)),
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )
    structlog.contextvars.bind_contextvars(process=process)
    logging.basicConfig(level=logging.WARNING, stream=sys.stderr)


def get_logger() -> Any:
    return structlog.get_logger()
