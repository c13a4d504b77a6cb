"""What is done to the built site before it is published."""
