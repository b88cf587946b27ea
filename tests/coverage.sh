#!/bin/bash
# What the tests reach of lib/ and cmd/, as `make coverage` calls it: builds with counters (gcov) in build/coverage,
# runs every test and a few faults of every command, prints the table. By hand:
#   tests/coverage.sh table     the table alone, of the counts that are there
#   tests/coverage.sh FILE...   these sources with the lines and branches of theirs that nothing took
# FAULTS: runs a command and kind under faults (default 10; none: no faults).
set -u
cd "$(dirname "$0")/.." || exit 2
unset MAKEFLAGS MFLAGS MAKELEVEL B
export COV=1
B=$PWD/build/coverage
# What cannot be counted is said there, not on the stderr that a test looks at.
export GCOV_ERROR_FILE=$B/errors
faults=${FAULTS:-10}
command -v gcov >/dev/null || { echo 'coverage: gcov is missing; it comes with gcc' >&2; exit 2; }

# counts SOURCE...: gcov's text of each, lines and branches with their counts.
counts() {
	local notes=() source
	for source; do
		[ -f "$B/${source%.c}.gcno" ] || { echo "coverage: $source was not built with counters" >&2; exit 2; }
		notes+=("$B/${source%.c}.gcno")
	done
	LC_ALL=C gcov --branch-probabilities --branch-counts --stdout "${notes[@]}" 2>/dev/null
}

table() { counts lib/*/*.c cmd/*.c | LC_ALL=C awk -f tests/coverage/table.awk lib/ROOMS -; }

case ${1:-} in
table) table ;;
'')
	make -s "-j$(nproc)" test-programs || exit
	find "$B" -name '*.gcda' -delete
	rm -f "$GCOV_ERROR_FILE"
	B=$B tests/run.sh
	tests=$?
	[ "$faults" = none ] || FAULTS=$faults make -s faults | grep -E '^(  |in all)'
	echo
	table
	[ $tests -eq 0 ] || echo "tests failed: what they would have reached is missing above"
	grep -sF "$B/" "$GCOV_ERROR_FILE" | sort | uniq -c | sort -nr | head -n 3
	exit $tests
	;;
*) counts "$@" | LC_ALL=C awk -f tests/coverage/untaken.awk -v wanted="$*" - ;;
esac
