"""How well summaries are written: what writers make of the same articles, measured side by side."""
