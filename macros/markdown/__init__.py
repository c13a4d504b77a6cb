"""Extensions of Markdown that the pages use."""
