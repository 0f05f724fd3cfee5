"""The quarterly talk: what is said of figures, what is agreed, and the edition that settling it freezes."""
