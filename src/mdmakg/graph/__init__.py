"""Quads to a claim-to-evidence graph."""
