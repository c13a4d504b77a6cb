"""The site built by Zensical: what it needs before, what it leaves undone, and how it is run.

It runs no plugins and no Python in templates. So the macros of pages are rendered before it, into a project of its own,
and the step over the built site (`macros.build.Build`), which MkDocs calls at its events, is taken after it.
"""
