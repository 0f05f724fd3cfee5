"""Providers side by side without a ranking: the funnels of a publication, from what it shows and nothing else."""

from pipelines.comparing.funnels import funnels

__all__ = ["funnels"]
