"""``mkdocs serve``: the sandbox beside the pages, each edit shown at once, and each mistake shown on the page."""
