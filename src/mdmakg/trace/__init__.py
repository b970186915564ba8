"""One claim and all that stands behind it."""
