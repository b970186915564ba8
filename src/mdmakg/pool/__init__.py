"""Pooled estimates: which results of studies go into one, which do not and why, and the sum."""
