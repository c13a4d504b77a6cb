"""The one Jinja environment and the templates of the trainer."""
