"""A line's candidates at its turn: scored, the likely ones first; and how often a proposal like one was right."""
