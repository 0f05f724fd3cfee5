"""Charts described once: points, limits, target, ticks, alt sentence. Knows no screen and no paper."""
