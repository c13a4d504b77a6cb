"""How pages call their macros: on a line of their own, with what each of them takes, and nothing else in braces."""

import re

from jinja2 import TemplateSyntaxError, nodes

from macros.editors.embeddings import MACROS, NAMED, parse_page
from sandbox.content.errors import ErrorList

_ALONE = re.compile(r"\{\{\s*\w+\([^{}]*\)\s*\}\}\s*")
_RAW = re.compile(r"\{%-?\s*(?:end)?raw\s*-?%\}")
_STATEMENT = re.compile(r"\{%-?\s*(\w+)")


def check_commands(markdown: str, errors: ErrorList) -> None:
    """Note calls that Jinja reads but that show nothing good. `read_calls` tells what it can't read at all."""
    try:
        tree = parse_page(markdown)
    except TemplateSyntaxError:
        return
    lines = markdown.split("\n")
    for output in tree.find_all(nodes.Output):
        for shown in output.nodes:
            if isinstance(shown, nodes.TemplateData):
                continue
            if isinstance(shown, nodes.Call) and isinstance(shown.node, nodes.Name):
                if shown.node.name in MACROS:
                    _check_call(shown, shown.node.name, lines, errors)
            elif not isinstance(shown, nodes.Name):
                errors.add(shown.lineno, "not_a_command", among=MACROS)
    is_raw = False
    for number, line in enumerate(lines, 1):
        for tag in _RAW.findall(line):
            is_raw = "end" not in tag
        if not is_raw and (statement := _STATEMENT.search(_RAW.sub("", line))):
            errors.add(number, "page_statement", name=statement[1])


def _check_call(call: nodes.Call, name: str, lines: list[str], errors: ErrorList) -> None:
    takes = 1 if name in NAMED else 0
    extra = [str(each.key) for each in call.kwargs if call.args or not takes]  # else the name is missing, which is told
    extra += [_shown(each) for each in call.args[takes:]]
    if call.dyn_args is not None or call.dyn_kwargs is not None:
        extra.append("*")
    for each in extra:
        kind = "argument_beside_name" if takes else "unknown_argument"
        errors.add(call.lineno, kind, name=each, macro=name)
    line = lines[call.lineno - 1]
    if _ALONE.fullmatch(line):
        before = lines[call.lineno - 2] if call.lineno > 1 else ""
        after = lines[call.lineno] if call.lineno < len(lines) else ""
        if before.strip() or after.strip():
            errors.add(call.lineno, "command_in_paragraph", name=name)
    else:
        errors.add(call.lineno, "command_not_alone", name=name)


def _shown(value: nodes.Expr) -> str:
    return str(value.value) if isinstance(value, nodes.Const) else "…"
