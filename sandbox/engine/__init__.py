"""What any simulation needs: actions, outcomes, walkthroughs, a learner's run, and the interface to the simulation.

Pure: no I/O, and time and secrets are arguments.
"""
