"""Passages of a text: sentences, folding, finding, verifying."""
