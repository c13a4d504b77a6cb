"""The editors' files: read, checked and played through, with file, line and remedy of every error."""
