"""Check results as text, JSON, SARIF, GitHub annotations and JUnit."""
