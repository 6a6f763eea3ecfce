"""The secret that identifiers are keyed with, and how each engine gets it.

Identifiers leave the schema `pii` only as HMAC-SHA-256 (RFC 2104) under the pepper, so that nobody
without it can try out e-mail addresses or telephone numbers. The pepper comes from the environment
and goes to the engine beside dbt: never through SQL, a profile or dbt's `env_var()`, which would
write it to logs, compiled models or the parsed project.

On DuckDB this module is a plugin of dbt-duckdb (`plugins:` in profiles.yml): every cursor gets the
two padded keys of HMAC as variables of its connection, which are never stored in the database. On
Spark `omnimart.spark_session` registers a function that holds the pepper.
"""

from __future__ import annotations

import hashlib
import hmac
import os
from typing import TYPE_CHECKING

from dbt.adapters.duckdb.plugins import BasePlugin

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

VARIABLE = "OMNIMART_PEPPER"
# Public on purpose: the macro `check_pepper` lets it pass for the published examples only.
PUBLIC_PEPPER = "published examples"
BLOCK_BYTES = 64
INNER_PAD = 0x36
OUTER_PAD = 0x5C


def pepper() -> tuple[bytes, bool]:
    """Return the pepper, and whether it is a secret of the user's own."""
    own = os.environ.get(VARIABLE, "").strip()
    return (own or PUBLIC_PEPPER).encode(), bool(own)


def keyed_hash(value: str, secret: bytes) -> str:
    """Return what the macro `keyed_hash` makes of a value: HMAC-SHA-256 in hexadecimal digits."""
    return hmac.new(secret, value.encode(), hashlib.sha256).hexdigest()


def padded_keys(secret: bytes) -> tuple[bytes, bytes]:
    """Return the inner and the outer key of HMAC-SHA-256, as RFC 2104 defines them."""
    key = hashlib.sha256(secret).digest() if len(secret) > BLOCK_BYTES else secret
    padded = key.ljust(BLOCK_BYTES, b"\0")
    return bytes(byte ^ INNER_PAD for byte in padded), bytes(byte ^ OUTER_PAD for byte in padded)


def set_variables(connection: DuckDBPyConnection) -> None:
    """Give a connection the variables that the macros `keyed_hash` and `pepper_is_own` read."""
    secret, is_own = pepper()
    inner, outer = padded_keys(secret)
    connection.execute(f"set variable omnimart_inner_key = from_hex('{inner.hex()}')")
    connection.execute(f"set variable omnimart_outer_key = from_hex('{outer.hex()}')")
    connection.execute(f"set variable omnimart_pepper_is_own = {is_own}")


class Plugin(BasePlugin):  # type: ignore[misc]  # dbt-duckdb is not typed
    """Plugin of dbt-duckdb that gives every cursor the keys."""

    def configure_cursor(self, cursor: DuckDBPyConnection) -> None:
        """Set the variables of one cursor's connection."""
        set_variables(cursor)
