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
	case $at in *man/*) grep -q examples/ "$block"/*.cmd || cwd=$work/examples/sample ;; esac
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

# The examples of a translated page that print something else than those of the page are run in its language; the
# others are run there. Pages in English and translated ones have the same blocks, by number.
translated_blocks() {
	local lang=$1 page block
	for page in "$B/man/$lang"/man?/*; do
		awk -v out="$T/docs-$lang" -f tests/run/examples.awk "$page"
	done
	for block in "$T/docs-$lang"/*/; do
		page=$(sed 's/:.*//; s|.*/||' "$block/at")
		# What is wrong is mended in the catalogue.
		sed -i "s|^.*/|man/$lang.po for |" "$block"/*at
		if diff -q -r -x '*at' -x '*.got' "$block" "$T/docs/man-$page${block##*"$page"}" >/dev/null; then rm -r "$block"; fi
	done
}

run_translated() { LANGUAGE=${1#*docs-} LANGUAGE=${LANGUAGE%%/*} && export LANGUAGE && run_block "$1"; }

run_docs() {
	local file po
	mkdir "$T/docs"
	for file in README.md man/*.[157]; do
		[ -f "$file" ] && awk -v out="$T/docs" -f tests/run/examples.awk "$file"
	done
	if [ -d examples/sample ] && compgen -G "$T/docs/*/at" >/dev/null; then
		both run_block "$T"/docs/*/
		for po in man/*.po; do
			po=${po#man/}
			translated_blocks "${po%.po}"
			both run_translated "$T/docs-${po%.po}"/*/
		done
	fi
}
