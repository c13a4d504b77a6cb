"""What a value may be, as JSON Schema (draft 7, which yaml-language-server knows best)."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from sandbox.content.reader import Keys

Schema = dict[str, Any]

DRAFT = "http://json-schema.org/draft-07/schema#"
NAME = "^[a-z0-9]+(?:-[a-z0-9]+)*$"
"""What may stand in an address: register-by-phone."""

FORBIDDEN: Schema = {"not": {}}
"""No value will do."""

PAGE = r"^[\w./-]+\.md$"


def text(**more: Any) -> Schema:
    """A text. Our readers take everything for one; for others 79070000001 without quotes is a number."""
    return {"type": ["string", "number", "boolean"], "minLength": 1, **more}


def given() -> Schema:
    """A text that may be empty."""
    return {"type": ["string", "number", "boolean"]}


def named(pattern: str = NAME) -> Schema:
    """A name that another file has: which, is known to the check alone."""
    return {"type": "string", "pattern": pattern}


def one_of(names: Iterable[str], said: Mapping[str, str] | None = None) -> Schema:
    """One of the names, each with what is said of it. Of none nothing will do: yaml-language-server refuses a schema
    with an empty list.
    """
    names = list(names)
    if not names:
        return FORBIDDEN
    described = [(said or {}).get(name, "") for name in names]
    return {"enum": names, **({"enumDescriptions": described} if any(described) else {})}


def listing(item: Schema, **more: Any) -> Schema:
    """A list of such items."""
    return {"type": "array", "items": item, **more}


def mapping(value: Schema, **more: Any) -> Schema:
    """A block with any keys."""
    return {"type": "object", "additionalProperties": value, **more}


def block(keys: Keys, values: Mapping[str, Schema], said: Mapping[str, str] | None = None, **more: Any) -> Schema:
    """A block with closed keys, each explained. A key of which ``values`` says nothing takes anything."""
    properties = {
        key: described(values.get(key, {}), (said or {}).get(key)) for key in (*keys.required, *keys.optional)
    }
    return closed(properties, keys.required, **more)


def closed(properties: Mapping[str, Schema], required: Collection[str] = (), **more: Any) -> Schema:
    """A block with these keys and no others."""
    return {
        "type": "object",
        "properties": dict(properties),
        "required": list(required),
        "additionalProperties": False,
        **more,
    }


def described(schema: Schema, said: str | None) -> Schema:
    return {"description": said, **schema} if said else schema


def when(condition: Schema, then: Schema) -> Schema:
    return {"if": condition, "then": then}


def having(key: str, value: str) -> Schema:
    """A block in which the key has this value."""
    return {"properties": {key: {"const": value}}, "required": [key]}
