# shellcheck shell=bash disable=SC2154 # root, res, log and the like come from run.sh
# Examples in README.md and the man pages are run and must print what stands there. Sourced by tests/run.sh.
#
# An example is a line "$ dgpm ..." (or "$ ... | dgpm ...") in a fenced block, a ".Bd -literal" or a ".Dl"; what
# follows, to the next "$ " or the end of the block, is what a terminal would show. A line that is "…" alone stands
# for any lines. Where nothing follows, the command must only be a right one. "$ cd DIR" is obeyed, other commands
# are not run. README examples run beside a copy of examples/; those of a man page in a copy of examples/sample,
# unless their block names examples/.

run_block() {
	local block=$1 at n cwd cmd rc tool work=$1/work
	at=$(cat "$block/at")
	mkdir "$work"
	cp -a examples "$work/examples"
	cwd=$work
	case $at in man/*) grep -q examples/ "$block"/*.cmd || cwd=$work/examples/sample ;; esac
	for ((n = 1; ; n++)); do
		[ -f "$block/$n.cmd" ] || break
		cmd=$(cat "$block/$n.cmd")
		at=$(cat "$block/$n.at")
		case $cmd in
		cd\ *) cwd=$(realpath -m "$cwd/${cmd#cd }"); continue ;;
		make\ * | make | git\ * | sudo\ *) continue ;;
		dgpm | dgpm\ * | *'| dgpm '*) ;;
		*) continue ;;
		esac
		for tool in $(awk 'NR == 1 { n = split($0, part, "[|] *"); for (i = 1; i <= n; i++) { split(part[i], w, " "); print w[1] } }' \
			"$block/$n.cmd"); do
			command -v "$tool" >/dev/null 2>&1 || { skip "$at" "$tool is not installed"; continue 2; }
		done
		(cd "$cwd" && timeout 60 sh "$block/$n.cmd") >"$block/$n.got" 2>&1 </dev/null
		rc=$?
		if [ ! -s "$block/$n.want" ]; then
			if ((rc <= 1)); then pass; else
				{ echo "$ $cmd"; cat "$block/$n.got"; echo "status $rc"; } | fail "$at"
			fi
		elif awk -f tests/run/like.awk "$block/$n.want" "$block/$n.got"; then
			pass
		else
			{ echo "$ $cmd"; diff -a -u --label "in $at" --label printed "$block/$n.want" "$block/$n.got"; } | fail "$at"
		fi
	done
	rm -rf "$work"
}

run_docs() {
	local file
	mkdir "$T/docs"
	for file in README.md man/*.[157]; do
		[ -f "$file" ] && awk -v out="$T/docs" -f tests/run/examples.awk "$file"
	done
	if [ -d examples/sample ] && compgen -G "$T/docs/*/at" >/dev/null; then
		both run_block "$T"/docs/*/
	fi
}
