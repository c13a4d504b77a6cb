"""``make walkthrough NAME=confirm-number`` and ``make page NAME=two-numbers``: four questions, then all files or none.

Answers are read line by line from a terminal or from anything else. So `input` is enough: libraries for questions draw
menus in a terminal, and can't read from a pipe.
"""

import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import yaml

from macros.drafts import page, walkthrough
from macros.drafts.asking import NoAnswerError, Questions
from macros.drafts.interview import ask_page, ask_walkthrough, check_name
from macros.drafts.project import mistakes_with, open_project, write_all
from sandbox.content.errors import ContentErrors, ErrorList

_WORDS = Path(__file__).with_name("words.yml")


def answer_to(prompt: str) -> str:
    """A line of a terminal, or of whatever else is read; then it is shown, as if it had been typed."""
    answer = input(prompt)
    if not sys.stdin.isatty():
        print(answer)
    return answer


def main(arguments: list[str], root: Path, read: Callable[[str], str] = answer_to) -> int:
    """Draft what the arguments say: ``walkthrough`` or ``page``, and its name. Returns the exit status."""
    words: Mapping[str, str] = yaml.safe_load(_WORDS.read_text(encoding="utf-8"))
    what, name = arguments[0], arguments[1] if len(arguments) > 1 else ""
    if not name:
        print(words["no_name"].format(what=what))
        return 1
    try:
        project = open_project(root)
        wrong = ErrorList(f"NAME={name}")
        check_name(project, name, wrong)
        if wrong.errors:
            print(ContentErrors(wrong.errors).errors[0].message)
            return 1
        questions = Questions(read, print)
        if what == "walkthrough":
            files = walkthrough.files_of(project, ask_walkthrough(project, name, questions, words), words)
        else:
            files = page.files_of(project, ask_page(project, name, questions, words), words)
    except ContentErrors as errors:
        print(f"{words['first_mend']}\n{errors}")
        return 1
    except (NoAnswerError, KeyboardInterrupt):
        print(f"\n{words['no_answers']}")
        return 1
    if mistakes := mistakes_with(root, files):
        print(f"{words['not_written']}\n{ContentErrors(mistakes)}")
        return 1
    write_all(root, files)
    print("\n".join(["", words["written"], *(f"  {path}" for path in files)]))
    print(words["then" if what == "walkthrough" else "then_page"])
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:], Path.cwd()))
