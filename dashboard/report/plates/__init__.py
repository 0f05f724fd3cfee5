"""Charts laid out on a plate of a given size, once for paper and page: every stroke and word at its place in millimetres."""
