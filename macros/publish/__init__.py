"""What is done to the site after it is built, before anybody visits it."""
