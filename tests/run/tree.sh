# shellcheck shell=bash disable=SC2154 # root, res, log and the like come from run.sh
# Things that must stay in step: code, man pages, rules, installation. Sourced by tests/run.sh.

# check NAME COMMAND...: good when it prints nothing.
check() {
	local name=$1 said
	shift
	said=$("$@" 2>&1)
	if [ -z "$said" ]; then pass; else printf '%s\n' "$said" | fail "$name"; fi
}

run_tree() {
	check 'paths of one machine, unfinished work' foreign_words
	check 'dgpm-card(5) and the card schema' card_keys
	check 'dgpm-rules(7) and the rule packs' rule_list
}

foreign_words() {
	local no=':!tests/run/tree.sh'
	git rev-parse --is-inside-work-tree >/dev/null 2>&1 || return
	git grep -nI -E '/work/(main|shared)|\.library|/tmp/[a-z]' -- . "$no"
	git grep -nI -E '\b(TODO|FIXME|XXX)\b' -- '*.[ch]' '*.sh' '*.md' '*.[157]' Makefile "$no"
}

# Every key of the schema, by its path, is in the page in the same order. A key is what has a title; tabs tell depth.
card_keys() {
	diff <(awk '
		function key() { if (name == "items") return; path = ""; for (d = 1; d <= depth; d++) if (d in at) path = path at[d] "."; print path name }
		wait && /^\t+"title": "/ { key(); at[depth + 1] = name }
		{ wait = 0 }
		match($0, /^\t+"[a-z_]+": \{/) {
			depth = index($0, "\"") - 1
			for (d in at) if (d + 0 > depth) delete at[d]
			name = $1; gsub(/[":]/, "", name)
			if ($0 ~ /\{ "title": "/) key(); else wait = 1
		}' schemas/card.schema.json) <(sed -n 's/^\.It Ic \([a-z_.]*\)$/\1/p' man/dgpm-card.5) |
		sed -n 's/^</only in the schema:/p; s/^>/only in the page:/p'
}

# Every rule of the packs, its severity too, is in the page.
rule_list() {
	diff <(awk '$1 == "-" && $2 == "id:" { id = $3 } $1 == "severity:" { print id, $2 }' schemas/rules/*.yaml | sort) \
		<(awk '/^\.It Ic [A-Z]+-[0-9]+$/ { id = $3; getline; sub(/;.*/, ""); print id, $0 }' man/dgpm-rules.7 | sort) |
		sed -n 's/^</only in the packs:/p; s/^>/only in the page:/p'
}
