"""Files that are made from a run."""

from sandbox.content.wording import Wording
from sandbox.engine.place import Cabinet
from sandbox.engine.walkthrough import Walkthrough
from sandbox.storage.practice import Practice
from sandbox.web.exchange import NOT_FOUND, Answer, GoTo, SandboxRequest, SendFile


def download(
    practice: Practice, wording: Wording, request: SandboxRequest, of: Walkthrough | Cabinet, name: str, trainer: str
) -> Answer:
    """The file of this name; the address of the ``trainer`` instead while there is nothing to write."""
    found = practice.simulation.downloads.get(name)
    if found is None:
        return NOT_FOUND
    run, _ = practice.current(request.learner, of, request.now)
    content = found.write(run.state, wording)
    if content is None:
        return Answer(303, GoTo(trainer))
    return Answer(200, SendFile(found, content))
