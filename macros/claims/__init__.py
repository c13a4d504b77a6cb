"""What the pages claim of the world: the claims with their sources, and the marks that tie sentences to them."""
