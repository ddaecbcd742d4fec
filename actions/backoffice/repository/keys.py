"""Which key the personal data of this database is encrypted with."""

from sqlalchemy import Connection, inspect, select

from actions.backoffice.cipher import Cipher
from actions.backoffice.tables.keys import data_keys
from actions.errors import DataKeyWrong
from chassis.database import create_engine, insert_unless_there

_ONLY = 1


def keep_fingerprint(connection: Connection, cipher: Cipher) -> None:
    """Remember the key of a new database; hold it against that of an old one.

    Raises:
        DataKeyWrong: the data were encrypted with another key.
    """
    insert_unless_there(connection, data_keys, id=_ONLY, fingerprint=cipher.fingerprint)
    _compare(connection, cipher)


def require_key(address: str, cipher: Cipher) -> None:
    """Refuse to start on a database whose key is another. One that is not migrated yet has none.

    Raises:
        DataKeyWrong: the data were encrypted with another key.
    """
    engine = create_engine(address)
    try:
        with engine.connect() as connection:
            if inspect(connection).has_table(data_keys.name):
                _compare(connection, cipher)
    finally:
        engine.dispose()


def _compare(connection: Connection, cipher: Cipher) -> None:
    kept = connection.scalar(select(data_keys.c.fingerprint).where(data_keys.c.id == _ONLY))
    if kept not in (None, cipher.fingerprint):
        raise DataKeyWrong("fingerprints differ")
