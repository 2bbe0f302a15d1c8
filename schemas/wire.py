"""What do all models on the wire have in common?"""

from pydantic import BaseModel, ConfigDict

CONFIG = ConfigDict(
    extra="forbid",
    use_attribute_docstrings=True,
    serialize_by_alias=True,
    hide_input_in_errors=True,  # an error must not carry an article into a log
)


class Wire(BaseModel):
    """Frozen, and without room for fields that nobody knows."""

    model_config = ConfigDict(**CONFIG, frozen=True)
