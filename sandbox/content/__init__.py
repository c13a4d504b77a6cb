"""The editors' files: read, checked and played through, with every error told by file, line and remedy."""
