"""What others have written, made to fit into our sentences."""


def open_ended(words: str) -> str:
    """Without a full stop: the sentence that it goes into has its own."""
    return words.strip().rstrip("。")
