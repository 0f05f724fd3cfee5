"""Pages Gesprek and Te doen: what comes up, what both sides say of it, what is agreed, and settling it."""
