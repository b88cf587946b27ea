# shellcheck shell=bash disable=SC2154 # root, res, log and the like come from run.sh
# Unit tests and corpus replay. Sourced by tests/run.sh.

run_unit() {
	local bin=$1 name=${1##*/} out=$T/${1##*/}.out rc line n bad fork
	# In one process first, which is quick; when it does not get to its end, a process a test, to name the one that fell.
	for fork in no yes; do
		CK_FORK=$fork timeout 300 "$bin" >"$out" 2>&1 </dev/null
		rc=$?
		line=$(grep -aE '^[0-9]+%: Checks: [0-9]+, Failures: [0-9]+, Errors: [0-9]+' "$out" | tail -n 1)
		[ -z "$line" ] || break
	done
	if [[ $line =~ Checks:\ ([0-9]+),\ Failures:\ ([0-9]+),\ Errors:\ ([0-9]+) ]]; then
		n=${BASH_REMATCH[1]} bad=$((BASH_REMATCH[2] + BASH_REMATCH[3]))
		((n > bad)) && yes p | head -n $((n - bad)) >>"$res"
		((bad > 1)) && yes f | head -n $((bad - 1)) >>"$res"
		if ((bad > 0)); then
			fail "$name" <"$out"
		elif ((rc != 0 || n == 0)); then
			{ cat "$out"; echo "no check ran, or the program ended with status $rc after them"; } | fail "$name"
		fi
	else
		{ tail -n 60 "$out"; echo "status $rc, and no closing line"; } | fail "$name"
	fi
	while IFS= read -r line; do
		skip "$name" "$line"
	done < <(sed -n 's/^skipped: //p; s/^[a-z-]*: skipped, //p' "$out" | sort -u)
	# What a test has to tell beside its result, such as the number of cases of a suite of others.
	grep -aE '^[a-z-]+: [0-9]+ .*' "$out" >>"$log"
}

run_units() {
	local bins=("$B"/tests/unit/*/test_*)
	local have=()
	for bin in "${bins[@]}"; do
		# One whose source is gone is no test any more.
		[[ -x $bin && -f ${bin#"$B"/}.c ]] && have+=("$bin")
	done
	if ((${#have[@]} == 0)); then
		echo "no unit test was built in $B" | fail unit
		return
	fi
	both run_unit "${have[@]}"
}

run_replay() {
	local bin=$1 name=${1##*/replay_} out=$T/replay.${1##*/} rc n
	local corpus=tests/fuzz/corpus/$name
	n=$(find "$corpus" -type f 2>/dev/null | wc -l)
	if ((n == 0)); then
		echo "$corpus is empty or missing" | fail "$name"
		return
	fi
	timeout 120 "$bin" "$corpus" >"$out" 2>&1 </dev/null
	rc=$?
	if ((rc == 0)); then
		yes p | head -n "$n" >>"$res"
	else
		{ tail -n 40 "$out"; echo "status $rc"; } | fail "replay of $corpus"
	fi
}

run_replays() {
	local bin
	for bin in "$B"/tests/fuzz/replay_*; do
		[[ -x $bin && -f tests/fuzz/fuzz_${bin##*/replay_}.c ]] && run_replay "$bin"
	done
}
