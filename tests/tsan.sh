#!/bin/bash
# ThreadSanitizer over what runs on several threads: the unit tests that start some, the golden cases that name -j, and
# the commands on four threads over many files and a ledger of many blocks, where the output must be that of one thread.
# Called by `make tsan`; B is where all was built with SAN=thread.
set -u
cd "$(dirname "$0")/.." || exit 2
root=$PWD
B=$(realpath "${B:-build/tsan}")
T=$(mktemp -d) || exit 2
trap 'rm -rf "$T"' EXIT
export LC_ALL=C.UTF-8 TZ=UTC DGPM_DATA="$root/schemas" TSAN_OPTIONS=exitcode=66:second_deadlock_stack=1
begun=$SECONDS bad=0 units=0 commands=0

# Where the kernel scatters memory widely, ThreadSanitizer finds no room for its own: then it is started without that.
printf 'int main(void) { return 0; }\n' >"$T/probe.c"
if ! "${CC:-cc}" -fsanitize=thread -fPIE -pie -o "$T/probe" "$T/probe.c" 2>"$T/why"; then
	echo "tsan: not run: ${CC:-cc} has no ThreadSanitizer: $(tail -n 1 "$T/why")"
	exit 0
fi
if "$T/probe" 2>"$T/why"; then
	run=()
elif setarch "$(uname -m)" -R "$T/probe" 2>>"$T/why"; then
	run=(setarch "$(uname -m)" -R)
else
	echo "tsan: not run: ThreadSanitizer does not start here: $(tail -n 1 "$T/why")"
	exit 0
fi

# look NAME STATUS FILE: whether something was found; its first part is shown.
look() {
	if [ "$2" = 66 ] || grep -q 'WARNING: ThreadSanitizer' "$3"; then
		printf 'FAILED %s\n' "$1"
		sed -n '/WARNING: ThreadSanitizer/,/SUMMARY/p' "$3" | head -n 60 | sed 's/^/    /'
		bad=$((bad + 1))
		return 1
	fi
}

for unit in "$B"/tests/unit/*/test_*; do
	[ -x "$unit" ] && [ -f "${unit#"$B"/}.c" ] || continue
	CK_FORK=no "${run[@]}" timeout 120 "$unit" >"$T/out" 2>&1 </dev/null
	look "${unit##*/}" $? "$T/out" && units=$((units + 1))
done

# Their own outputs are compared too: a report of the sanitizer on standard error is a difference.
cases=$(grep -lE -- '-j' tests/cli/*/cmd | sed 's|/cmd$||; s|.*/||' | grep -vx -e report-html)
# shellcheck disable=SC2086 # names, one a word
"${run[@]}" env B="$B" SAN=thread tests/run.sh $cases >"$T/golden" 2>&1 || { cat "$T/golden"; bad=$((bad + 1)); }
golden=$(sed -nE 's/^([0-9]+) passed, .*/\1/p' "$T/golden")

cp -R examples/sample "$T/tree" && cp -R examples/japan-it/evaluations "$T/tree" && cd "$T/tree" || exit 2
for i in $(seq 100 160); do
	sed "s/2021-SMP-0002/2021-SMP-0$i/" cards/smp/2021-SMP-0002.yaml >"cards/smp/2021-SMP-0$i.yaml"
done
awk 'BEGIN {
	print "fiscal_year,project_id,organization,account,expense,stage,amount_yen,note"
	for (i = 0; i < 60000; i++)
		printf "%d,2021-SMP-0%d,SMP,general,%s,%s,%d,number %d\n", 2015 + i % 7, 100 + i % 61,
			i % 3 ? "operation" : "modification", i % 2 ? "initial" : "executed", i * 1000, i
}' >ledgers/many.csv
mkdir "$T/before" && cp -R . "$T/before" && rm "$T/before"/cards/smp/2021-SMP-011*.yaml
sed -i 's/^phase: .*/phase: operation/' "$T/before"/cards/smp/2021-SMP-012*.yaml
while IFS= read -r args; do
	for j in 1 4; do
		# shellcheck disable=SC2086 # split on purpose
		"${run[@]}" timeout 60 "$B/dgpm" $args -j "$j" --lang=en >"$T/$j.out" 2>"$T/$j.err" </dev/null
		look "$args -j $j" $? "$T/$j.err"
	done
	cmp -s "$T/1.out" "$T/4.out" || { echo "FAILED $args: -j 1 and -j 4 differ"; bad=$((bad + 1)); }
	commands=$((commands + 1))
done <<-END
	validate
	review
	review --stage=request -f json
	list
	ledger --by=project_id
	ledger -f csv
	classify
	consolidate
	overlap --all
	monitor
	track --by=project
	plan
	procedures
	evaluate
	report -f html
	show 2021-SMP-0002
	trace ledger:2021/SMP/executed_yen
	diff --all ../before .
	diff -y 2020,2021
END

cd "$root" || exit 2
printf 'tsan: %d unit tests, %s golden cases, %d commands on 1 and 4 threads: %d with a finding; %d s\n' \
	"$units" "${golden:-0}" "$commands" "$bad" $((SECONDS - begun))
[ "$bad" -eq 0 ]
