"""Reads scans with RapidOCR, on the processor; its models come inside its wheel.

Only with the dependency group `ocr`: without it `scan_reader` gives nothing, and a scan says that it has no
text. A page takes seconds, so it is for the thread that loads files and never for an answer.
"""

from importlib.util import find_spec
from threading import Lock
from typing import Any

import numpy as np
from numpy.typing import NDArray

from knowledge_base.ports import ScannedLine, ScanReader

_THREADS = 1  # questions are answered beside it


def scan_reader() -> ScanReader | None:
    """The one place where it is chosen whether scans are read."""
    return RapidScanReader() if find_spec("rapidocr") and find_spec("onnxruntime") else None


class RapidScanReader:
    """Loads its models at the first page. One page at a time."""

    def __init__(self) -> None:
        self._engine: Any = None
        self._lock = Lock()

    def read(self, picture: NDArray[np.uint8]) -> list[ScannedLine]:
        with self._lock:
            if self._engine is None:
                self._engine = _load()
            result = self._engine(picture)
        if result.boxes is None:
            return []
        found = zip(result.boxes, result.txts, result.scores, strict=True)
        return [_line(box, text, sureness) for box, text, sureness in found]


def _load() -> Any:
    # Takes seconds to import, and is not there without the group.
    from rapidocr import RapidOCR  # noqa: PLC0415

    return RapidOCR(
        params={"Global.log_level": "error", "EngineConfig.onnxruntime.intra_op_num_threads": _THREADS}
    )


def _line(box: Any, text: str, sureness: float) -> ScannedLine:
    """`box` holds the four corners."""
    across, down = [float(corner[0]) for corner in box], [float(corner[1]) for corner in box]
    return ScannedLine(text, min(across), max(across), min(down), max(down), float(sureness))
