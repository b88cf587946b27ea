#!/bin/sh
# Fuzz every reader with libFuzzer: FUZZ_SECONDS each (default 30), ONLY=name for one.
# What is found stays in build/fuzz/; a crash goes into tests/fuzz/corpus/<name>/ once it is mended.
set -eu
cd "$(dirname "$0")/../.."
out=build/fuzz
seconds=${FUZZ_SECONDS:-30}
clang=${CLANG:-clang}
sanitize=address,undefined

command -v "$clang" >/dev/null || { echo "fuzz: $clang is not there; make deps-dev installs it" >&2; exit 2; }
mkdir -p "$out"
# The library once for all of them.
build() {
	make -s "-j$(nproc)" B="$out/lib" CC="$clang" HARDEN=0 OPT='-O1 -g -fno-omit-frame-pointer' \
		CFLAGS="-fsanitize=fuzzer-no-link,$sanitize -fno-sanitize-recover=undefined" "$@"
}
build "$out/lib/libdgpm.a"
status=0
for src in tests/fuzz/fuzz_*.c; do
	name=${src##*/fuzz_}
	name=${name%.c}
	[ "${ONLY:-$name}" = "$name" ] || continue
	build "$out/lib/tests/fuzz/fuzz_$name.o"
	# shellcheck disable=SC2046,SC2086
	"$clang" -fsanitize="fuzzer,$sanitize" -pthread -o "$out/fuzz_$name" "$out/lib/tests/fuzz/fuzz_$name.o" \
		"$out/lib/libdgpm.a" $(pkg-config --libs yaml-0.1 libpcre2-8 libutf8proc nettle libzip expat xlsxwriter) \
		${FUZZ_LIBS:--lcsv}
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
