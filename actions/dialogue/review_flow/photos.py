"""The photos of a review: those that came into the conversation since it was begun. Pure."""

from collections.abc import Sequence
from dataclasses import replace

from actions.dialogue.review_flow.draft import Draft
from actions.dialogue.review_flow.questions import MOST_PHOTOS
from actions.dialogue.review_flow.texts import ReviewTexts
from actions.wire.files import StoredFile


def with_photos(draft: Draft, files: Sequence[StoredFile], texts: ReviewTexts) -> tuple[Draft, str]:
    """With the new ones, and what to say of them. The same news twice adds nothing twice."""
    known = {*(draft.earlier_files or ()), *draft.photos}
    sent = sorted(files, key=lambda file: file.created_at)
    new = [file.id for file in sent if file.media_type.startswith("image/") and file.id not in known]
    if draft.earlier_files is None:
        # What was there before could not be read: only the last one is certain to be meant.
        new = new[-1:]
    photos = (*draft.photos, *new)
    if not photos:
        return draft, texts.photos_none
    kept = replace(draft, photos=photos[:MOST_PHOTOS])
    lead = texts.photos.format(count=len(kept.photos))
    over = texts.photos_most.format(most=MOST_PHOTOS) if len(photos) > MOST_PHOTOS else ""
    return kept, f"{lead}{over}"
