#!/bin/bash
# The completion of one shell: check.sh SHELL lines, what stands in `lines`; check.sh SHELL options, behind each command
# every option that its --help tells, and no other. Run where the sample portfolio lies; prints what is not as it should be.
here=$(dirname -- "$0")
# A shell with job control sends SIGCONT to what stops under it, and the check for leaks stops its own process: some runs
# then never end. What a completion runs is checked for leaks by other cases.
export ASAN_OPTIONS="${ASAN_OPTIONS:+$ASAN_OPTIONS:}detect_leaks=0"
case $1 in
bash) offered() { bash "$here/bash.sh" "$DGPM_DATA/completion/dgpm.bash"; } ;;
zsh) offered() { zsh -f "$here/zsh.zsh" "$DGPM_DATA/completion/_dgpm"; } ;;
fish) offered() { fish -N "$here/fish.fish" "$DGPM_DATA/completion/dgpm.fish"; } ;;
esac
# What stands before the "=" of an option, and signs at the end, are written by some shells and not by others.
plain() { sed -E $'s/\t--[a-z-]+=(.)/\t\\1/; s/[/=]$//' | LC_ALL=C sort; }

if [ "$2" = lines ]; then
	while IFS='|' read -r line want; do
		[[ $line == '#'* ]] && continue
		lines+=("$line")
		for word in $want; do wanted+=("$line"$'\t'"$word"); done
	done <"$here/lines"
	printf '%s\n' "${wanted[@]}" | LC_ALL=C sort >wanted
	printf '%s\n' "${lines[@]}" | offered | plain >got
else
	commands=$(dgpm help --lang en | sed -n 's/^  \([a-z][a-z-]*\) .*/\1/p' | grep -vx help)
	for command in $commands; do
		dgpm "$command" --help --lang en | sed -nE "s/^  (-.,|   ) (--[a-z-]+).*/dgpm $command --\t\2/p"
	done | LC_ALL=C sort >wanted
	# No option of a command stands in its help twice.
	uniq -d wanted
	# shellcheck disable=SC2086 # one line each
	printf 'dgpm %s --\n' $commands | offered | sed 's/=$//' | grep $'\t--' | LC_ALL=C sort -u >got
fi
[ -s wanted ] && diff wanted got && echo 'all as it should be'
