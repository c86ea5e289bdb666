"""What is measured and looked at rather than tested: run by hand, printed or written to build/."""
