"""Words that would break a careless writer, and a licence to be given."""

HOSTILE = "</script><b>\"two\" 'one' \\ back {{x}} <!-- %s é 🧠 \u05e9\u05dc\u05d5\u05dd @id ^^<x>"
LICENCE = "https://example.org/licence?a=1&b=2"
