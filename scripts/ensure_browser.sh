#!/bin/sh
# Finds a Chromium for the browser tests, or installs Debian's where that needs no password.
set -eu
for name in "${TOKEN_TOUR_CHROMIUM:-}" chromium-headless-shell chromium chromium-browser google-chrome; do
  [ -n "$name" ] && command -v "$name" >/dev/null 2>&1 && exit 0
done
if command -v apt-get >/dev/null 2>&1; then
  if [ "$(id -u)" = 0 ]; then sudo=""; else sudo="sudo -n"; fi
  echo "Installing Debian's chromium for the browser tests"
  $sudo apt-get update -qq || true
  # Chromium without windows is smaller and quicker; older releases have only the whole one.
  for package in chromium-headless-shell chromium; do
    DEBIAN_FRONTEND=noninteractive $sudo apt-get install -y -qq "$package" >/dev/null 2>&1 && exit 0
  done
fi
echo "error: no Chromium was found for the browser tests; install one (apt-get install chromium) or set TOKEN_TOUR_CHROMIUM to its path" >&2
exit 1
