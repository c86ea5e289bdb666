"""The command line: `python -m benchmarks.england ROOT [--areas N] [--seed S]`."""

import argparse
from pathlib import Path

from benchmarks.england import AREAS, england


def main() -> None:
    """Reads the command line."""
    reader = argparse.ArgumentParser(description="Write a made-up England.")
    reader.add_argument("root", type=Path)
    reader.add_argument("--areas", type=int, default=AREAS)
    reader.add_argument("--seed", type=int, default=1)
    given = reader.parse_args()
    wards = england(given.root, given.areas, given.seed)
    print(f"{given.areas} areas with {wards} wards are in {given.root}.")


if __name__ == "__main__":
    main()
