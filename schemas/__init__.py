"""What goes over the wire: frozen pydantic models without behaviour or I/O."""

SCHEMA_VERSION = "1"
"""Counts up whenever the meaning or the shape of an answer changes; part of every cache key."""
