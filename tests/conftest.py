"""What all tests share: property tests try the same cases every time, so that a run tells about the change alone."""

from hypothesis import settings

settings.register_profile("fixed", derandomize=True)
settings.load_profile("fixed")
