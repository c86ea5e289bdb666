"""A made-up council: its wards, its people, and the shares of a whole that its tables agree on."""

import random
from collections.abc import Sequence

from generators.numbers import half_up

WARDS = (12, 32)
BANDS = {"0-4": 0.062, "5-9": 0.063, "10-14": 0.059, "15-18": 0.045, "19-24": 0.085}  # of all people
CHILDREN = tuple(BANDS)[:4]
THEMES = ("Access", "Early help", "Schools", "Families", "Health", "Data")
STREAMS = {
    "1.1": "Talk in the early years",
    "1.2": "Family hubs",
    "2.1": "Training of settings",
    "2.2": "Language champions",
    "3.1": "Therapy in schools",
    "3.2": "Early identification",
    "4.1": "Moving to school",
    "4.2": "Support in secondary schools",
    "5.1": "Data and outcomes",
}
HUBS = "1.2"  # the workstream whose money is divided among the wards


class Council:
    """A council: the same for the same number and seed, whatever else is asked of it.

    Attributes:
        deprived: how deprived each ward is, from 0 to 1, by its code.
        people: how many live in each ward.
        hubs: pounds for the family hubs of each ward.
        funding: pounds for each workstream, which the plan and the budget both tell.
    """

    def __init__(self, number: int, seed: int) -> None:
        self.number, self._seed = number, seed
        self.slug, self.name, self.code = f"council-{number:04}", f"Council {number}", f"E06{900000 + number:06}"
        dice = self.dice("wards")
        self.wards = [
            (f"E05{(number * 40 + ward) % 1_000_000:06}", f"Ward {ward + 1} of {self.name}")
            for ward in range(dice.randint(*WARDS))
        ]
        self.deprived = {code: dice.betavariate(0.6, 1.4) for code, _ in self.wards}
        self.people = {code: round(dice.lognormvariate(9.1, 0.35)) for code, _ in self.wards}
        self.hubs = {code: 20 * self.all_children(code) for code in self.people}
        self.funding = {ref: dice.randrange(40_000, 600_000, 5_000) for ref in STREAMS} | {
            HUBS: sum(self.hubs.values())
        }

    def dice(self, what: str) -> random.Random:
        """Dice of its own for each table, so that a table that is added or changed leaves all others as they were."""
        return random.Random(f"{self._seed}/{self.number}/{what}")

    def children(self, band: str) -> int:
        """Children of the age band in the whole council."""
        return sum(self.of(code, band) for code in self.people)

    def of(self, code: str, band: str) -> int:
        """Children of the age band in a ward."""
        return round(self.people[code] * BANDS[band])

    def all_children(self, code: str) -> int:
        """Children of all ages in a ward."""
        return sum(self.of(code, band) for band in CHILDREN)


def split(whole: int, weights: Sequence[float]) -> list[int]:
    """A whole in parts about as large as the weights say, which add up to it."""
    parts = [int(whole * weight / sum(weights)) for weight in weights]
    parts[0] += whole - sum(parts)
    return parts


def share_of(whole: int, part: float) -> tuple[int, str]:
    """About a part of a whole, from 0 to 1: the number, and the percentage that it is, as a council prints it."""
    count = round(whole * min(max(part, 0.0), 1.0))
    return count, f"{half_up(100 * count / whole, 1):.1f}" if whole else "[z]"
