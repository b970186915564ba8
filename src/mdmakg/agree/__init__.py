"""Two encodings of one text compared: which claims are the same, and how far the codes agree."""
