#!/bin/zsh -f
# What zsh offers at the end of each line of standard input: zsh.zsh SCRIPT. "LINE<tab>CANDIDATE", one a line. The lines are
# typed into a shell of their own, and each word that its completion would add is printed in place of being added.
zmodload zsh/zpty || exit 2
folder=${1:A:h}
dump=$(mktemp -d) || exit 2
trap 'zpty -d z 2>/dev/null; rm -rf $dump' EXIT
zpty z zsh -f -i
put() {
	zpty -w z "$*"
	while zpty -r z reply; do
		[[ $reply == *ready* ]] && return
	done
}
put "PROMPT=; PS2=; stty -echo cols 1000; fpath=($folder \$fpath); autoload -U compinit; compinit -u -d $dump/dump; echo rea''dy"
# What is hidden from the list or stored away is no candidate; prefixes and suffixes belong to the words.
put 'compadd() {
	if [[ ${@[1,(i)(-|--)]} == *-(O|A|D)\ * ]]; then builtin compadd "$@"; return $?; fi
	typeset -a found; local prefix suffix i
	builtin compadd -A found "$@"
	i=${@[(i)-P]}; (( i < $# )) && prefix=$@[i+1]
	i=${@[(i)-S]}; (( i < $# )) && suffix=$@[i+1]
	i=${@[(i)-p]}; (( i < $# )) && prefix=$prefix$@[i+1]
	for i in $found; do print -r -- $'"'"'\x01'"'"'$IPREFIX$prefix$i$suffix; done
	builtin compadd "$@"
}; echo rea'"''"'dy'
put "bindkey '^I' complete-word; zstyle ':completion:*' insert-tab no; LISTMAX=100000; echo rea''dy"
# The end is marked by a widget of its own, once the completion has returned.
put "mark() { print -r -- \$'\\x02'done }; zle -N mark; bindkey '^Y' mark; echo rea''dy"
while IFS= read -r line; do
	zpty -w -n z $'\C-u'"$line"$'\t\C-y'
	while zpty -r z reply; do
		print -r -- "$reply" | sed -n $'s/.*\x01//p' | tr -d '\r' | sed "s|^|$line"$'\t|'
		[[ $reply == *$'\x02'done* ]] && break
	done | sort -u
done
