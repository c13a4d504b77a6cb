"""The simulated account: pure rules, no I/O.

Time is always an argument (aware UTC), and so is every secret.
"""
