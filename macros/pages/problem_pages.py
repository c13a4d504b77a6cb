"""Pages for a server in front of the sandbox: the same words in the same look, when the sandbox can't say them."""

from pathlib import Path

from sandbox.content.wording import Wording
from sandbox.rendering.renderer import Renderer
from sandbox.web.site import fill


def write_problem_pages(folder: Path, shell: str, wording: Wording, renderer: Renderer) -> None:
    """One page for each problem, and a fragment for the script that sends forms (see ``sandbox/deploy``)."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in wording.problems.items():
        page = fill(shell, text.title, renderer.problem(wording, text, whole_page=True))
        (folder / f"{name}.html").write_text(page, encoding="utf-8")
        fragment = renderer.problem(wording, text, whole_page=False)
        (folder / f"{name}-fragment.html").write_text(fragment, encoding="utf-8")
