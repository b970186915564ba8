"""Importers: the records of others in, document files out, one record at a time."""
