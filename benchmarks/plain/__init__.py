"""The plain pipeline: PyYAML, rdflib and pySHACL, as one would write it with care and no tricks.

What the program is measured against. It reads document files, encodes them as the program
does, statement by statement, writes N-Quads and TriG, and has pySHACL validate all shapes.
It shares no code with the program, only its data: the shapes and the table of graphs.

These files are frozen: ``benchmarks/plain.sha256`` has their digests, and a test compares. They
change only to state what the program has come to state, such as which of two arms is the first.
"""
