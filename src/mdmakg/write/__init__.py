"""Document files out, as YAML."""
