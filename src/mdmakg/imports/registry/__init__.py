"""Records of trial registers: what they have in common, and a module for each form they come in."""
