"""Parties and agreements: who takes part, what the network decided, and what was asked about the umbrella agreement."""
