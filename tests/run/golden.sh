# shellcheck shell=bash disable=SC2154 # root, res, log and the like come from run.sh
# Golden cases: tests/cli/NAME/ holds
#   cmd         what is run in a fresh copy of in/, by bash -o pipefail: no pipe hides the status of what stands before it;
#               its first line, "# ...", says what the case shows
#   in/         the files it needs, if any
#   setup       run before, for what git cannot keep: permissions, FIFOs, odd links, huge files
#   skip        prints a reason when the case cannot be run here
#   want.out    standard output; want.err and want.rc too, left out when empty and when 0
#   want.files  sha256sum lines of files that must be there afterwards
# Sourced by tests/run.sh.

run_case() {
	local name=$1 dir=$root/tests/cli/$1 work=$T/case/$1/in got=$T/case/$1 rc want reason part
	mkdir -p "$work" "$got"
	[ -d "$dir/in" ] && cp -a "$dir/in/." "$work/"
	cd "$work" || return
	if [ -f "$dir/setup" ] && ! sh -e "$dir/setup" >"$got/setup.log" 2>&1; then
		cd "$root" || return
		fail "$name: setup" <"$got/setup.log"
		return
	fi
	if [ -f "$dir/skip" ]; then
		reason=$(sh "$dir/skip" 2>&1)
		if [ -n "$reason" ]; then
			cd "$root" || return
			skip "$name" "$reason"
			return
		fi
	fi
	timeout 120 bash -o pipefail "$dir/cmd" >"$got/out" 2>"$got/err" </dev/null
	rc=$?
	echo "$rc" >"$got/rc"
	if [ -f "$dir/want.files" ]; then
		if [ -n "$update" ]; then
			sed 's/^[^ ]*  //' "$dir/want.files" | xargs -d '\n' sha256sum >"$got/files" 2>&1
		else
			sha256sum --check --quiet "$dir/want.files" >"$got/sums" 2>&1 && cp "$dir/want.files" "$got/files"
		fi
	fi
	cd "$root" || return

	: >"$got/diff"
	for part in out err rc files; do
		want=$dir/want.$part
		if [ ! -f "$want" ]; then
			want=$got/want.$part
			case $part in rc) echo 0 ;; esac >"$want"
		fi
		if [ "$part" = files ] && [ ! -f "$got/files" ]; then
			[ -f "$got/sums" ] && { echo 'want.files:'; cat "$got/sums"; } >>"$got/diff"
			continue
		fi
		cmp -s "$want" "$got/$part" || diff -a -u --label "want.$part" --label "got.$part" "$want" "$got/$part" >>"$got/diff"
	done
	if [ ! -s "$got/diff" ] && [ -f "$dir/want.out" ]; then
		pass
	elif [ -n "$update" ] && [ "$rc" -ge 124 ] && [ "$rc" -ne 141 ]; then
		# Nobody wants a crash or a time-out.
		{ echo "not taken: the status is $rc"; cat "$got/diff"; } | fail "$name"
	elif [ -n "$update" ]; then
		{ printf 'updated %s\n' "$name"; cat "$got/diff"; } >>"$log"
		cp "$got/out" "$dir/want.out"
		if [ -s "$got/err" ]; then cp "$got/err" "$dir/want.err"; else rm -f "$dir/want.err"; fi
		if [ "$rc" != 0 ]; then cp "$got/rc" "$dir/want.rc"; else rm -f "$dir/want.rc"; fi
		[ -f "$got/files" ] && cp "$got/files" "$dir/want.files"
		pass
	else
		[ -f "$dir/want.out" ] || echo 'want.out is missing' >>"$got/diff"
		{ sed -n '1s/^# *//p' "$dir/cmd"; cat "$got/diff"; } | fail "$name"
	fi
	# 200 MB cards need not wait for the end of the run.
	chmod -R u+rwX "$work" 2>/dev/null
	rm -rf "$work"
}

run_goldens() {
	local dir names=()
	for dir in tests/cli/*/; do
		dir=${dir%/}
		[ -d "$dir" ] || continue
		if [ -f "$dir/cmd" ]; then names+=("${dir##*/}"); else echo 'cmd is missing' | fail "${dir##*/}"; fi
	done
	((${#names[@]} > 0)) && both run_case "${names[@]}"
}
