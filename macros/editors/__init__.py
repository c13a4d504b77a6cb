"""What editors are told: their files and pages checked before anything is shown."""
