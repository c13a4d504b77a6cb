"""What a part of an address may be."""

from starlette.convertors import StringConvertor, register_url_convertor


class _Command(StringConvertor):
    """The name of an action or a command. A file's name has a dot."""

    regex = "[a-z_]+"


class _File(StringConvertor):
    """The name of a download."""

    regex = r"[a-z_]+\.[a-z]+"


class _Place(StringConvertor):
    """The name of a place."""

    regex = "[a-z0-9-]+"


def register() -> None:
    """Make them known to the framework, for the routes that name them."""
    register_url_convertor("command", _Command())
    register_url_convertor("file", _File())
    register_url_convertor("place", _Place())
