"""Social return: what was promised, what an effort is worth, and what is still to come. Exact decimals, no store."""
