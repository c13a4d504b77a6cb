"""The time zone in which all times are shown."""

from datetime import timedelta, timezone

MOSCOW = timezone(timedelta(hours=3))
"""There has been no summer time since 2014."""
