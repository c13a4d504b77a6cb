"""What any simulation needs: actions, outcomes, walkthroughs, a learner's run, and the seam to the simulation itself.

Pure: no I/O, and time and secrets are arguments.
"""
