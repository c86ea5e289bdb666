"""What is measured and looked at rather than tested: machines are noisy, so times stand beside a reference of the same run."""
