"""The explorer: one page for people who look."""
