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
}

foreign_words() {
	local no=':!tests/run/tree.sh'
	git rev-parse --is-inside-work-tree >/dev/null 2>&1 || return
	git grep -nI -E '/work/(main|shared)|\.library|/tmp/[a-z]' -- . "$no"
	git grep -nI -E '\b(TODO|FIXME|XXX)\b' -- '*.[ch]' '*.sh' '*.md' '*.[157]' Makefile "$no"
}
