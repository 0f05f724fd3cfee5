"""The desk: pages that hand something in. They call the three public faces of the pipelines, and nothing else of it."""
