"""The string that every virus scanner finds, made for trying whether one is at work."""

from actions.backoffice.files.refusal import Reason, Refused

# In two halves, or scanners would find it here.
EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


def refuse_virus(content: bytes) -> None:
    """Raises: Refused."""
    if EICAR in content:
        raise Refused(Reason.VIRUS, "EICAR")
