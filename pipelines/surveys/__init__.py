"""Surveys: from what a survey tool exports to waves, answers, weights, results and what may be concluded."""
