# bash completion for dgpm. Commands, options, rules and projects are asked of dgpm itself.
# shellcheck shell=bash

# The directory of -C on the line, else the working directory.
_dgpm_dir() {
	local i
	for ((i = 2; i < COMP_CWORD; i++)); do
		case ${COMP_WORDS[i]} in
		-C) printf '%s\n' "${COMP_WORDS[i + 1]}"; return ;;
		-C?*) printf '%s\n' "${COMP_WORDS[i]#-C}"; return ;;
		--directory)
			[[ ${COMP_WORDS[i + 1]} == '=' ]] && ((i++))
			printf '%s\n' "${COMP_WORDS[i + 1]}"
			return
			;;
		esac
	done
	echo .
}

# The portfolio that directory is in; fails without one, so that no strange tree is walked.
_dgpm_root() {
	local dir
	dir=$(cd -- "$1" 2>/dev/null && pwd -P) || return
	while [[ ! -e $dir/dgpm.yaml ]]; do
		[[ $dir ]] || return
		dir=${dir%/*}
	done
	printf '%s\n' "${dir:-/}"
}

_dgpm_commands() {
	dgpm help --lang en 2>/dev/null | sed -n 's/^  \([a-z][a-z-]*\)  .*/\1/p'
}

# "--stage=" where a value follows, "--summary" where none does.
_dgpm_options() {
	[[ $1 == help ]] && return
	dgpm "$1" --help --lang en 2>/dev/null | sed -nE 's/^  (-.,|   ) (--[a-z-]+=?).*/\2/p'
}

_dgpm_projects() {
	local root
	root=$(_dgpm_root "$(_dgpm_dir)") && dgpm list -q -f csv -C "$root" 2>/dev/null | sed '1d; s/,.*//'
}

_dgpm_rules() {
	dgpm rules -q -f csv -C "$(_dgpm_root "$(_dgpm_dir)" || echo /)" 2>/dev/null | sed '1d; s/,.*//'
}

# Codes of the portfolio and of the government's organizations, wherever dgpm has its data.
_dgpm_organizations() {
	local root bin list
	root=$(_dgpm_root "$(_dgpm_dir)") && sed -n 's/.*code: *\([A-Z][A-Z0-9]*\).*/\1/p' "$root/dgpm.yaml"
	bin=$(readlink -f -- "$(type -P dgpm)" 2>/dev/null)
	for list in "${DGPM_DATA:-/nonexistent}" "${bin%/*}/../schemas" "${bin%/*}/../share/dgpm"; do
		[[ -r $list/organizations.yaml ]] || continue
		sed -n 's/^[-{ ]*code: *\([A-Z][A-Z0-9]*\).*/\1/p' "$list/organizations.yaml"
		break
	done
}

_dgpm_words() { # _dgpm_words CURRENT WORD...
	local current=$1
	shift
	mapfile -t COMPREPLY < <(compgen -W "$*" -- "$current")
}

# The same behind the last comma; words that stand before it are not offered again.
_dgpm_list() { # _dgpm_list CURRENT WORD...
	local current=$1 before= word rest=()
	shift
	[[ $current == *,* ]] && before=${current%,*},
	for word in $*; do [[ ,$before == *,$word,* ]] || rest+=("$before$word"); done
	_dgpm_words "$current" "${rest[@]}"
	compopt -o nospace 2>/dev/null
}

_dgpm_files() { # _dgpm_files CURRENT [-d]
	local IFS=$'\n'
	compopt -o filenames 2>/dev/null
	mapfile -t -O "${#COMPREPLY[@]}" COMPREPLY < <(compgen "${2:--f}" -- "$1")
}

# Values of an option; 1 when it has none.
_dgpm_value() { # _dgpm_value OPTION CURRENT
	# shellcheck disable=SC2046 # words wanted
	case $1 in
	-C | --directory | --schema-dir) _dgpm_files "$2" -d ;;
	-f | --format)
		if [[ ${COMP_WORDS[1]} == report ]]; then
			_dgpm_words "$2" text markdown html xlsx=
			return
		fi
		_dgpm_words "$2" text csv json markdown xlsx= sarif junit github gitlab
		;;
	--exclude | --stdin-name) _dgpm_files "$2" ;;
	--rules | --skip) _dgpm_words "$2" $(_dgpm_rules) ;;
	--max-findings) ;;
	-o | --output | --schema) _dgpm_files "$2" ;;
	-s | --stage) _dgpm_words "$2" pre-request request execution ;;
	-r | --result) _dgpm_words "$2" approved conditional rejected withdrawn ;;
	-u | --unit) _dgpm_words "$2" yen thousand million oku ;;
	--color|--fold) _dgpm_words "$2" auto always never ;;
	--fail-on) _dgpm_words "$2" note warning error never ;;
	--lang) _dgpm_words "$2" ja en ;;
	-t | --target) _dgpm_words "$2" $(_dgpm_targets) ;;
	--bars) [[ ${COMP_WORDS[1]} == evaluate ]] && return 1; _dgpm_words "$2" utf8 ascii ;;
	--duplicates) _dgpm_words "$2" error sum last ;;
	-p | --profile) _dgpm_words "$2" $(dgpm convert --profiles -q -f csv 2>/dev/null | sed '1d; s/,.*//') ;;
	--era) _dgpm_words "$2" 令和 平成 ;;
	--encoding) _dgpm_words "$2" utf-8 cp932 euc-jp utf-16 utf-16be ;;
	--rejects | --manifest) _dgpm_files "$2" ;;
	--books) _dgpm_files "$2" -d ;;
	--across) _dgpm_words "$2" "$_dgpm_columns" ;;
	--by | -b)
		if [[ ${COMP_WORDS[1]} == track ]]; then
			_dgpm_words "$2" organization project class viewpoint
		elif [[ ${COMP_WORDS[1]} == evaluate ]]; then
			_dgpm_list "$2" organization project year kind fiscal_year
		elif [[ ${COMP_WORDS[1]} == procedures ]]; then
			_dgpm_words "$2" organization system kind
		else
			_dgpm_list "$2" "$_dgpm_columns"
		fi
		;;
	--as-of | --compare | --transitions | --expense | --figure | --what-if | -w | --where | --width | --sheet) ;;
	-O | --organization) _dgpm_words "$2" $(_dgpm_organizations) ;;
	--edition) ;;
	--until | --new) ;;
	--date | --due | --finding | --reason | -y | --fiscal-year | -j | --jobs | -m | --match) ;;
	*) return 1 ;;
	esac
}

_dgpm_targets() {
	local root
	root=$(_dgpm_root "$(_dgpm_dir)") && dgpm track -q -f csv -C "$root" 2>/dev/null | sed '1d; s/,.*//' | sort -u
}

_dgpm_columns='fiscal_year project_id organization account expense stage item class sector phase name'

# How many arguments stand before the word that is completed.
_dgpm_place() {
	local i n=0
	for ((i = 2; i < COMP_CWORD; i++)); do
		case ${COMP_WORDS[i]} in
		-C | -f | -o | -s | -u | -y | -j | -m | -b | -t | -p | -w | -O) ((i++)) ;;
		--*) [[ ${COMP_WORDS[i + 1]} == '=' ]] && ((i += 2)) ;;
		-*) ;;
		*) ((n++)) ;;
		esac
	done
	echo "$n"
}

_dgpm() {
	local current=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]} command=${COMP_WORDS[1]}
	COMPREPLY=()
	if ((COMP_CWORD == 1)); then
		# shellcheck disable=SC2046 # words wanted
		_dgpm_words "$current" $(_dgpm_commands) --help --version
		return
	fi
	# "--stage=pre" is three words here, and so is "csv=file" after -f.
	[[ $current == '=' ]] && current='' && before='='
	if [[ $before == '=' ]]; then
		before=${COMP_WORDS[COMP_CWORD - 2]}
		[[ ${COMP_WORDS[COMP_CWORD]} == '=' ]] && before=${COMP_WORDS[COMP_CWORD - 1]}
		case $before in text | csv | json | sarif | junit | github | gitlab) _dgpm_files "$current"; return ;; esac
	fi
	_dgpm_value "$before" "$current" && return
	# shellcheck disable=SC2046 # words wanted
	case $current in
	-*)
		_dgpm_words "$current" $(_dgpm_options "$command")
		[[ ${COMPREPLY[0]} == *= ]] && compopt -o nospace 2>/dev/null
		return
		;;
	esac
	# shellcheck disable=SC2046
	case $command in
	help) _dgpm_words "$current" $(_dgpm_commands) ;;
	record | show) _dgpm_words "$current" $(_dgpm_projects) ;;
	schema) [[ $(_dgpm_place) == 0 ]] && _dgpm_words "$current" $(dgpm schema -q -f csv 2>/dev/null | sed '1d; s/,.*//') ;;
	rules) _dgpm_words "$current" $(_dgpm_rules); _dgpm_files "$current" ;;
	new) [[ $(_dgpm_place) == 0 ]] && _dgpm_words "$current" $(_dgpm_organizations) ;;
	init | export) _dgpm_files "$current" -d ;;
	review) [[ $(_dgpm_place) == 0 ]] && _dgpm_words "$current" $(_dgpm_projects); _dgpm_files "$current" ;;
	*) _dgpm_files "$current" ;;
	esac
}

complete -F _dgpm dgpm
