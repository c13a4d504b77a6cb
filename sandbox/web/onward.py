"""Where the end of a walkthrough or a task leads, by the pages of the built site."""

from collections.abc import Mapping

from sandbox.content import Content
from sandbox.engine.progress import following
from sandbox.engine.walkthrough import Walkthrough
from sandbox.rendering.onward import Onward, Telling, WalkthroughLink
from sandbox.web.exchange import ShowPlace
from sandbox.web.site import Site


def telling_of(content: Content, site: Site, view: ShowPlace) -> Telling:
    """What is told at the end of a task."""
    task, pages = view.turn.cabinet.task, site.trainers()
    slugs = list(content.tasks)
    following_task = slugs[(slugs.index(task.slug) + 1) % len(slugs)] if task else ""
    return Telling(
        missing=view.turn.missing(view.run),
        harmed=view.turn.harmed(view.run),
        teaches=tuple(
            WalkthroughLink(content.walkthroughs[slug].title, pages[slug])
            for slug in (task.teaches if task else ())
            if slug in pages
        ),
        root=site.root(),
        next=content.tasks.get(following_task),
        next_address=site.root() + site.tasks().get(following_task, ""),
    )


def onward_of(content: Content, site: Site, walkthrough: Walkthrough, links: Mapping[str, WalkthroughLink]) -> Onward:
    """Where the end of a walkthrough leads."""
    memo, slug = site.memo_link(walkthrough.slug), following(site.menu(), walkthrough)
    task = _task_of(content, site, walkthrough)
    if slug is None or slug not in links:
        return Onward(memo, None, 0, task)
    return Onward(memo, links[slug], len(content.walkthroughs[slug].steps), task)


def _task_of(content: Content, site: Site, walkthrough: Walkthrough) -> WalkthroughLink | None:
    """The task that practises a walkthrough first of all, if there is one."""
    pages, root = site.tasks(), site.root()
    teaching = [task for task in content.tasks.values() if walkthrough.slug in task.teaches]
    teaching.sort(key=lambda task: task.teaches.index(walkthrough.slug))
    shown = (WalkthroughLink(each.title, root + pages[each.slug]) for each in teaching if each.slug in pages)
    return next(shown, None)
