"""The search index, made at build time; `docs/assets/search/` looks through it in the browser."""
