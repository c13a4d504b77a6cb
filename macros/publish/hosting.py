"""Files for servers of the built site: a static host, or a server in front of the sandbox.

A host that serves hidden files must leave out the site's manifest (`sandbox.web.manifest`): no header can hide a file.
"""

from collections.abc import Iterable
from pathlib import Path

from sandbox.content.wording import Wording
from sandbox.rendering.renderer import Renderer
from sandbox.web import policy, prefetch
from sandbox.web.site import fill


def write_headers(site: Path, scripts: Iterable[str], path: str, *, https: bool, sandbox: str) -> None:
    """Write ``_headers`` (Netlify, Cloudflare Pages and others read it), ``headers.conf`` (for nginx) and the
    rules that these headers name.

    ``scripts`` are the hashes of the pages' inline scripts, ``path`` is that of the site in its address, without a
    slash in the end, ``sandbox`` the origin that forms are sent to, if it isn't the pages' own.
    """
    (site / prefetch.rules_file(path)).write_text(prefetch.rules(path), encoding="utf-8")
    headers = policy.headers(scripts, https=https, sandbox=sandbox) | prefetch.headers(path)
    lines = "".join(f"  {name}: {value}\n" for name, value in headers.items())
    rules = f"{path}/{prefetch.rules_file(path)}\n  Content-Type: {prefetch.TYPE}\n"
    (site / "_headers").write_text(f"/*\n{lines}{rules}", encoding="utf-8")
    quoted = {name: value.replace('"', r"\"") for name, value in headers.items()}
    directives = "".join(f'add_header {name} "{value}" always;\n' for name, value in quoted.items())
    (site / "headers.conf").write_text(directives, encoding="utf-8")


def write_problem_pages(folder: Path, shell: str, wording: Wording, renderer: Renderer) -> None:
    """Write a page for each problem, and a fragment for the script that sends forms (see ``sandbox/deploy``).

    A server in front sends them when the sandbox can't answer. ``shell`` is the page that the sandbox fills.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in wording.problems.items():
        page = fill(shell, text.title, renderer.problem(wording, text, whole_page=True))
        (folder / f"{name}.html").write_text(page, encoding="utf-8")
        fragment = renderer.problem(wording, text, whole_page=False)
        (folder / f"{name}-fragment.html").write_text(fragment, encoding="utf-8")
