"""The dataset's public face: one Pandera model per table; Arrow, DDL and dictionary are derived from them.

This module imports no model: what only needs the version must not wait for Pandera.
"""

# Rises with every change of a public table; a newer warehouse is refused.
SCHEMA_VERSION = 4

__all__ = ["SCHEMA_VERSION"]
