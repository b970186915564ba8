"""Closed namespaces: the only place an IRI is written."""
