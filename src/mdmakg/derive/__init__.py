"""Facts that shapes read but cannot compute."""
