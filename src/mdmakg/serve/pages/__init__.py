"""Pages for people: HTML made of elements, never of text."""
