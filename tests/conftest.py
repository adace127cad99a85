"""Shared by all tests. The same examples are tried on every machine: a failure seen once is seen again."""

from __future__ import annotations

from hypothesis import HealthCheck, settings

settings.register_profile("house", derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow], print_blob=True)
settings.load_profile("house")
