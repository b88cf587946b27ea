#!/bin/bash
# What bash offers at the end of each line of standard input: bash.sh SCRIPT. "LINE<tab>CANDIDATE", one a line.
. "$1"
compopt() { :; }
while IFS= read -r line; do
	read -ra words <<<"$line"
	[[ $line == *' ' ]] && words+=('')
	COMP_WORDS=()
	# bash divides words at "=" and ":", and hands over the signs as words.
	for word in "${words[@]}"; do
		[[ $word ]] || COMP_WORDS+=('')
		while [[ $word ]]; do
			part=${word%%[=:]*}
			[[ $part ]] && COMP_WORDS+=("$part")
			word=${word#"$part"}
			if [[ $word ]]; then
				COMP_WORDS+=("${word:0:1}")
				word=${word:1}
			fi
		done
	done
	COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
	_dgpm </dev/null
	((${#COMPREPLY[@]})) && for word in "${COMPREPLY[@]}"; do printf "%s\t%s\n" "$line" "$word"; done
done
true
