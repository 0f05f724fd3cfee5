"""The labour side of social return: vacancies, candidates by reference, who fits, and what came of it."""
