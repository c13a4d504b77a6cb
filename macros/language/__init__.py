"""How pages and trainers speak: spelling, sentences, names, typography. Told to editors and to the tests alike.

None of it stops a build: a preview goes on with a word that nobody has spelled yet.
"""
