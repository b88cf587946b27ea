#!/bin/bash
# Every test, as `make test` calls it. By hand:
#   tests/run.sh                    all groups
#   tests/run.sh NAME...            these golden cases alone (shell patterns: 'review-*')
#   tests/run.sh --update NAME...   show how their output differs from want.*, then take it as wanted
# Environment: B build directory, SAN=1 when built with sanitizers, SHARED the folder of real data.
set -u
cd "$(dirname "$0")/.." || exit 2
root=$PWD
B=$(realpath -m "${B:-build}")
SHARED=$(realpath -m "${SHARED:-../shared}")
SAN=${SAN:-}
export B SHARED SAN
update=
if [ "${1:-}" = --update ]; then
	update=1
	shift
	[ $# -gt 0 ] || { echo 'usage: tests/run.sh --update NAME...' >&2; exit 2; }
fi

T=$(mktemp -d) || exit 2
T=$(realpath "$T")
# Cases take permissions away; give them back before removing.
trap 'chmod -R u+rwX "$T" 2>/dev/null; rm -rf "$T"' EXIT
trap 'exit 130' INT TERM

# The same surroundings on every machine.
unset LANGUAGE LANG NO_COLOR COLUMNS CDPATH GREP_OPTIONS MAKEFLAGS MFLAGS MAKELEVEL CLICOLOR_FORCE
export LC_ALL=C.UTF-8 TZ=UTC DGPM_DATA="$root/schemas"
# A sanitizer's report must never look like a finding (status 1).
export ASAN_OPTIONS=exitcode=99:abort_on_error=0 UBSAN_OPTIONS=exitcode=99:print_stacktrace=1 LSAN_OPTIONS=exitcode=99
mkdir "$T/bin" "$T/res"
ln -s "$B/dgpm" "$T/bin/dgpm"
ln -s "$root/tests/run/without-privilege" "$T/bin/without-privilege"
PATH=$T/bin:$PATH

# A test says how it went by one of these three. $log and $res are the worker's own files.
pass() { echo p >>"$res"; }
fail() { # fail NAME, what is wrong on stdin
	echo f >>"$res"
	{
		printf 'FAILED %s\n' "$1"
		sed 's/^/    /'
	} >>"$log"
}
skip() { # skip NAME REASON
	echo s >>"$res"
	printf 'skipped %s: %s\n' "$1" "$2" >>"$log"
}

workers=2
# both FUNCTION ITEM...: the function over the items, shared out to the workers; output in the order of the workers.
both() {
	local run=$1 i n=0 item
	shift
	for ((i = 0; i < workers; i++)); do
		(
			res=$T/res/$group.$i log=$T/$group.$i.log
			for item; do
				((n++ % workers == i)) && "$run" "$item"
			done
			true
		) &
	done
	wait
}
# group NAME COMMAND...: run it, print its line and its failures.
group() {
	local start=${EPOCHREALTIME/./} ms p f s
	group=$1 res=$T/res/$1 log=$T/$1.log
	shift
	"$@"
	ms=$(((${EPOCHREALTIME/./} - start) / 1000))
	p=$(count "$group" p) f=$(count "$group" f) s=$(count "$group" s)
	printf '%-12s %5d good %3d bad %3d left out %4d.%d s\n' "$group" "$p" "$f" "$s" $((ms / 1000)) $((ms % 1000 / 100))
	cat "$T/$group".*log 2>/dev/null | awk '!seen[$0]++ || !/^skipped /'
}
count() { cat "$T/res/$1" "$T/res/$1".* 2>/dev/null | grep -c "$2"; }

. tests/run/unit.sh
. tests/run/golden.sh
. tests/run/docs.sh
. tests/run/outputs.sh
. tests/run/tree.sh
. tests/run/hostile.sh

if [ $# -gt 0 ]; then
	names=()
	for pattern; do
		for dir in tests/cli/$pattern/; do
			[ -e "$dir/cmd" ] || { echo "tests/run.sh: no case $pattern" >&2; exit 2; }
			dir=${dir%/}
			names+=("${dir##*/}")
		done
	done
	group golden both run_case "${names[@]}"
else
	group unit run_units
	group replay run_replays
	group golden run_goldens
	group examples run_docs
	group tree run_tree
	group hostile run_hostile
fi

p=$(cat "$T/res/"* 2>/dev/null | grep -c p)
f=$(cat "$T/res/"* 2>/dev/null | grep -c f)
s=$(cat "$T/res/"* 2>/dev/null | grep -c s)
echo "$p passed, $f failed, $s skipped"
[ "$f" -eq 0 ]
