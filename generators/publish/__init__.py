"""A built site → a version on the publishing branch. Nothing here builds, and nothing changes a version that is there."""
