"""The code of a script without its comments and texts, and the strings in it."""

import re
from collections.abc import Iterator
from functools import lru_cache

_TOKEN = re.compile(
    r"""
    (?P<comment> //[^\n]* | /\*.*?(?:\*/|\Z) )
    | (?P<string> "(?:\\.|[^"\\\n])*" | '(?:\\.|[^'\\\n])*' )
    | (?P<name> [\w$]+ )
    | (?P<space> \s+ )
    | (?P<punctuator> [^\w$\s"'/{}`]+ )
    """,
    re.VERBOSE | re.DOTALL,
)
_REGEX = re.compile(r"(?P<regex>/(?![/*])(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\[\n])+/\w*)")
_TEMPLATE = re.compile(r"(?P<template>[`}](?:\\.|\$(?!\{)|[^`\\$])*(?:`|\$\{|\Z))", re.DOTALL)
_ENDS_OF_VALUES = "_$)]}`\"'"
"""Besides letters and digits."""
_NO_VALUES = {"return", "typeof", "case", "in", "of", "void", "delete", "do", "else", "await", "yield"}


def code_of(text: str) -> str:
    """The script with spaces in place of comments, regular expressions and templates, and of what is between quotes.

    Quotes and line breaks stay, so every place is the same as in the script.
    """
    return "".join(_shown(kind, token) for kind, token in _tokens(text))


def strings_of(text: str) -> Iterator[str]:
    """The strings and the texts of templates in a script, with their quotes."""
    return (token for kind, token in _tokens(text) if kind in ("string", "template"))


@lru_cache(128)  # most scripts are asked for their code, for their code as a part of others, and for their strings
def _tokens(text: str) -> tuple[tuple[str, str], ...]:
    """Kind → token, one after another."""
    return tuple(_read(text))


def _read(text: str) -> Iterator[tuple[str, str]]:
    at, before = 0, ""
    braces: list[bool] = []  # those that are open; whether each is the `${` of a template
    while at < len(text):
        kind, token = _token(text, at, before, in_template=bool(braces) and braces[-1])
        if token[0] == "}" and braces:
            braces.pop()
        if token[-1] == "{":
            braces.append(kind == "template")
        if kind not in ("comment", "space"):
            before = token
        at += len(token)
        yield kind, token


def _token(text: str, at: int, before: str, *, in_template: bool) -> tuple[str, str]:
    """What begins at this place, after the token ``before``."""
    is_template = text[at] == "`" or (text[at] == "}" and in_template)
    is_regex = text[at] == "/" and not _is_value(before)
    likely = _TEMPLATE if is_template else _REGEX if is_regex else _TOKEN
    match = likely.match(text, at) or _TOKEN.match(text, at)
    return (str(match.lastgroup), match[0]) if match else ("punctuator", text[at])


def _is_value(token: str) -> bool:
    """Whether a slash after this token divides; else it begins a regular expression."""
    end = token[-1:]
    return token not in _NO_VALUES and end != "" and (end.isalnum() or end in _ENDS_OF_VALUES)


def _shown(kind: str, token: str) -> str:
    if kind == "string":
        return f"{token[0]}{_blank(token[1:-1])}{token[-1]}"
    return _blank(token) if kind in ("comment", "regex", "template") else token


def _blank(text: str) -> str:
    return re.sub(r"[^\n]", " ", text)
