"""New pages and walkthroughs from a few questions: all files that must know of them are written at once, or none is."""
