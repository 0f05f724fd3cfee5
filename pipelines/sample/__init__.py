"""The sample municipality Lindendaal: invented, the same on every run, and delivered as real files."""

from pipelines.sample.deliveries import make_sample

__all__ = ["make_sample"]
