#!/bin/sh
# Fuzz every reader with libFuzzer: FUZZ_SECONDS each (default 30), ONLY=name for one.
# What is found stays in build/fuzz/; a crash goes into tests/fuzz/corpus/<name>/ once it is mended.
set -eu
cd "$(dirname "$0")/../.."
out=build/fuzz
seconds=${FUZZ_SECONDS:-30}
clang=${CLANG:-clang}
flags="-std=gnu17 -O1 -g -fno-omit-frame-pointer -fsanitize=fuzzer,address,undefined -fno-sanitize-recover=undefined"
defs='-D_GNU_SOURCE -DDGPM_VERSION="fuzz" -DDGPM_DATADIR="schemas" -DDGPM_LOCALEDIR="build/locale"'
pkgs='yaml-0.1 libpcre2-8 libutf8proc nettle libzip expat xlsxwriter'

command -v "$clang" >/dev/null || { echo "fuzz: $clang is not there; make deps-dev installs it" >&2; exit 2; }
mkdir -p "$out"
status=0
for src in tests/fuzz/fuzz_*.c; do
	name=${src##*/fuzz_}
	name=${name%.c}
	[ "${ONLY:-$name}" = "$name" ] || continue
	# shellcheck disable=SC2046,SC2086
	"$clang" $flags $defs -pthread -Ilib $(pkg-config --cflags $pkgs) -o "$out/fuzz_$name" "$src" lib/*/*.c \
		$(pkg-config --libs $pkgs) ${FUZZ_LIBS:--lcsv}
	mkdir -p "$out/corpus/$name" "tests/fuzz/corpus/$name"
	cp -R "tests/fuzz/corpus/$name/." "$out/corpus/$name"
	echo "fuzz: $name for $seconds s"
	if ! "$out/fuzz_$name" -max_total_time="$seconds" -timeout=10 -rss_limit_mb=2048 -print_final_stats=1 \
		-verbosity=0 -artifact_prefix="$out/$name-" "$out/corpus/$name" >"$out/$name.log" 2>&1; then
		echo "fuzz: $name: a fault was found; see $out/$name.log" >&2
		status=1
	fi
	grep -E '^stat::(number_of_executed_units|new_units_added)' "$out/$name.log" || true
done
exit "$status"
