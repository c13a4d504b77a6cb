"""The MkDocs side: one plugin builds the pages around the sandbox; see `macros.plugin`."""
