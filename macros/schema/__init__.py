"""JSON Schemas of the editors' files, made from what their readers take and what the simulation has.

An editor of texts that knows them (with yaml-language-server) offers names, explains them, and underlines mistakes.
"""
