"""Where the end of a walkthrough or a task leads, by the pages of the built site."""

from collections.abc import Iterator, Mapping

from sandbox.content import Content
from sandbox.engine.progress import following
from sandbox.engine.walkthrough import Walkthrough
from sandbox.rendering.onward import Onward, Telling, ToldDetour, WalkthroughLink
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
        detours=tuple(_told_detours(content, view)),
        visitors=view.turn.met(view.run),
    )


def _told_detours(content: Content, view: ShowPlace) -> Iterator[ToldDetour]:
    """The detours of a run in the words of its screens, but for those that this edition doesn't know any more."""
    wording, places = content.wording, view.turn.cabinet.places
    for each in view.turn.detours(view.run):
        if each.place in places and each.action in wording.actions and each.chosen.keys() <= wording.fields.keys():
            place, button = places[each.place], wording.actions[each.action].button
            chosen = tuple(wording.fields[name].choices.get(value, value) for name, value in each.chosen.items())
            # Where a form isn't drawn by its screen, each choice is a button by itself.
            is_pressed = not chosen or each.action in view.turn.simulation.life.drawn
            yield ToldDetour(each.action, place.title, (button, *chosen) if is_pressed else chosen, place.page)


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
