#!/bin/bash
# A Debian package of what is committed, by Debian's own tools: build/deb/dgpm_VERSION_ARCH.deb. VERSION is the first
# argument. Called by `make deb`.
cd "$(dirname "$0")/.." || exit 2
set -eu
version=$1
missing=()
for pair in g++:build-essential dpkg-buildpackage:dpkg-dev dh:debhelper lintian:lintian; do
	command -v "${pair%%:*}" >/dev/null || missing+=("${pair##*:}")
done
if [ ${#missing[@]} -ne 0 ]; then
	if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null; then
		echo "make deb: these are missing: ${missing[*]}" >&2
		exit 2
	fi
	env DEBIAN_FRONTEND=noninteractive apt-get -q -y --no-install-recommends install "${missing[@]}" >/dev/null </dev/null
fi
top=build/deb/dgpm-$version
rm -rf build/deb
mkdir -p "$top"
# Outside of a repository, as in an unpacked archive, all that is not made.
if git rev-parse --git-dir >/dev/null 2>&1; then git ls-files -z; else find . -path ./build -prune -o -type f -print0; fi |
	tar --null -T - -c | tar -x -C "$top"
mv "$top/.debian" "$top/debian"
rm -rf "$top/.ci" "$top/debian/package.sh"
day=$(git log -1 --format=%cD 2>/dev/null || LC_ALL=C date -R)
printf 'dgpm (%s) unstable; urgency=medium\n\n  * See NEWS.md.\n\n -- dgpm contributors <dgpm@users.noreply.github.com>  %s\n' \
	"$version" "$day" >"$top/debian/changelog"
(cd "$top" && dpkg-buildpackage -b -us -uc) >build/deb/log 2>&1 || { tail -n 40 build/deb/log >&2; exit 1; }
# What it finds is printed; an error fails.
lintian --fail-on error --suppress-tags initial-upload-closes-no-bugs build/deb/*.changes
ls build/deb/*.deb
