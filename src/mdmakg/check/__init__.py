"""Shapes to check results."""
