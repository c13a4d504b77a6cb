"""Editors' files and pages: read and checked before anything is shown, with errors in their terms."""
