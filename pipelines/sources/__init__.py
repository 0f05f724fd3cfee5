"""From text cells to typed rows: one module per kind of delivery, and the parsers they share."""
