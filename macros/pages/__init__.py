"""What the build puts on and around a page."""
