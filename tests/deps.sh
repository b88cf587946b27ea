#!/bin/sh
# What building and testing dgpm need: `tests/deps.sh build`, and for lint, bench and fuzz `tests/deps.sh dev`.
# Debian and Ubuntu: installs what is missing, and only that. Elsewhere: names it. Silent when nothing is missing.
set -u

have() { command -v "$1" >/dev/null 2>&1; }
# need PACKAGE PROBE...: the package is wanted when the probe fails.
need() {
	pkg=$1
	shift
	"$@" || missing="$missing $pkg"
}
# Without a package database, ask the compiler and pkg-config themselves.
header() { printf '#include <stdio.h>\n#include <%s>\n' "$1" | ${CC:-cc} -E - >/dev/null 2>&1; }
module() { ${PKG_CONFIG:-pkg-config} --exists "$1" 2>/dev/null; }
# lib PACKAGE PROBE...: on Debian the package tells; a library put there by hand counts as well.
lib() {
	pkg=$1
	shift
	case $(dpkg-query -W -f '${db:Status-Status}' "$pkg" 2>/dev/null) in installed*) return ;; esac
	need "$pkg" "$@"
}

build() {
	cc=${CC:-cc}
	case $cc in *clang*) need clang have "${cc%% *}" ;; *) need gcc have "${cc%% *}" ;; esac
	lib libc6-dev header stdlib.h
	need make have make
	need pkg-config have "${PKG_CONFIG:-pkg-config}"
	lib libyaml-dev module yaml-0.1
	lib libcsv-dev header csv.h
	lib libpcre2-dev module libpcre2-8
	lib libutf8proc-dev module libutf8proc
	lib libzip-dev module libzip
	lib libexpat1-dev module expat
	lib libxlsxwriter-dev header xlsxwriter.h
	lib nettle-dev module nettle
	lib check module check
	need gettext have msgfmt
	need mandoc have mandoc
	need git have git
}

# libFuzzer and the sanitizers of clang are in a package of clang's own version, under another name in older releases.
clang_runtime() {
	have clang || return 0
	dir=$(clang -print-resource-dir)
	[ -n "$(find "$dir/lib" -name 'libclang_rt.fuzzer*' 2>/dev/null)" ] && return 0
	version=$(clang -dumpversion)
	version=${version%%.*}
	if have apt-cache && ! apt-cache show "libclang-rt-$version-dev" >/dev/null 2>&1; then
		missing="$missing libclang-common-$version-dev"
	else
		missing="$missing libclang-rt-$version-dev"
	fi
}

dev() {
	need clang have clang
	need clang-tidy have clang-tidy
	need cppcheck have cppcheck
	need time test -x /usr/bin/time
	clang_runtime
}

# Install what is missing by apt-get, or say what to install.
settle() {
	[ -z "$missing" ] && return
	if ! have apt-get; then
		printf 'missing, by their Debian names:%s\n' "$missing" >&2
		echo 'install them by your system'"'"'s own package manager, then run this again' >&2
		exit 1
	fi
	root='env'
	if [ "$(id -u)" != 0 ]; then
		if ! have sudo; then
			printf 'missing; as root run: apt-get install%s\n' "$missing" >&2
			exit 1
		fi
		root='sudo env'
	fi
	printf 'installing%s\n' "$missing" >&2
	log=$(mktemp) || exit 1
	# A source that cannot be reached just now is no matter as long as the packages come.
	[ -n "${updated:-}" ] || $root DEBIAN_FRONTEND=noninteractive apt-get -q update >"$log" 2>&1
	updated=1
	# shellcheck disable=SC2086 # words wanted
	if $root DEBIAN_FRONTEND=noninteractive apt-get -q -y --no-install-recommends install $missing \
		>>"$log" 2>&1 </dev/null; then
		rm -f "$log"
		return
	fi
	cat "$log" >&2
	rm -f "$log"
	echo 'the packages above could not be installed' >&2
	exit 1
}

missing=
case ${1:-} in
build)
	build
	settle
	;;
dev)
	build
	dev
	settle
	# The runtime's name is known once clang is there.
	missing=
	clang_runtime
	settle
	;;
*)
	echo 'usage: tests/deps.sh build|dev' >&2
	exit 2
	;;
esac
