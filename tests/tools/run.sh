#!/bin/sh
# Runs pytest on the tests that the marker expression $1 names, without the browser tests where Chromium cannot be had.
set -eu

found() {
    command -v chromium || command -v chromium-browser || command -v google-chrome
}

# Only as root, as in a container or on a CI machine: nobody's own computer is changed without being asked.
# Chromium comes without fonts, and without fonts a page has no letters.
install() {
    [ "$(id -u)" = 0 ] && command -v apt-get || return 1
    echo "Installing Chromium for the browser tests" >&2
    export DEBIAN_FRONTEND=noninteractive
    apt-get update -qq && apt-get install -y -qq --no-install-recommends chromium fonts-liberation
}

marks=$1
if ! found >/dev/null && ! install >/dev/null </dev/null; then
    if [ -n "${CI:-}" ]; then
        echo "Chromium is not installed, and CI must run the browser tests." >&2
        exit 1
    fi
    echo "Chromium is not installed: the tests marked 'browser' are left out; to run them, install chromium or google-chrome."
    marks=${marks:+$marks and }"not browser"
fi
# One worker a core; a file stays in one worker, since its tests share built sites.
exec .venv/bin/pytest -n auto --dist loadfile -m "$marks"
