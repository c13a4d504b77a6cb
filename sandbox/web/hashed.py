"""Files of the built site whose names change with their content."""

ENDING = r"\.[0-9a-f]{8}\.(?:min\.)?(?:css|js|speculationrules)"
"""How such a name ends. What can't import this says it too: ``sandbox/deploy/limits.conf`` and the service worker."""
