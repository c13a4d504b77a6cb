"""The sandbox over HTTP: addresses, forms, sessions, limits, headers, and the built site's files."""
