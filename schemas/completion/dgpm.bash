# bash completion for dgpm. Commands, options, rules and projects are asked of dgpm itself.
# shellcheck shell=bash

# Where the command stands: common options may stand before it. At the cursor where there is none yet.
_dgpm_find() {
	local i
	for ((i = 1; i < COMP_CWORD; i++)); do
		case ${COMP_WORDS[i]} in
		-[Cfoujn] | --directory | --format | --output | --unit | --jobs | --lang | --color | --fail-on | --width | \
			--fold | --exclude | --stdin-name | --max-findings | --columns | --sort | --top)
			((i++))
			[[ ${COMP_WORDS[i]} == '=' ]] && ((i++))
			[[ ${COMP_WORDS[i + 1]} == '=' ]] && ((i += 2))
			;;
		-*) ;;
		*) break ;;
		esac
	done
	_dgpm_at=$((i < COMP_CWORD ? i : COMP_CWORD))
	_dgpm_command=
	((_dgpm_at < COMP_CWORD)) && _dgpm_command=${COMP_WORDS[_dgpm_at]}
}

# The directory of -C on the line, else the working directory.
_dgpm_dir() {
	local i dir=.
	for ((i = 1; i < COMP_CWORD; i++)); do
		case ${COMP_WORDS[i]} in
		-C) dir=${COMP_WORDS[i + 1]} ;;
		-C?*) dir=${COMP_WORDS[i]#-C} ;;
		--directory)
			[[ ${COMP_WORDS[i + 1]} == '=' ]] && ((i++))
			dir=${COMP_WORDS[i + 1]}
			;;
		esac
	done
	dir=${dir//[\\\"\']/}
	[[ $dir == '~' || $dir == '~/'* ]] && dir=$HOME${dir#'~'}
	printf '%s\n' "$dir"
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
	dgpm help --lang en 2>/dev/null | sed -n 's/^  \([a-z][a-z-]*\) .*/\1/p'
}

# "--stage=" where a value follows, "--summary" where none does.
_dgpm_options() {
	dgpm "$1" --help --lang en 2>/dev/null | sed -nE 's/^  (-.,|   ) (--[a-z-]+=?).*/\2/p'
}

# "--stage=" for -s or --stage of the command; nothing where it has no such option.
_dgpm_option() {
	dgpm "$1" --help --lang en 2>/dev/null | sed -nE 's/^  (-.|  ),? *(--[a-z-]+=?).*/\1 \2/p' |
		awk -v asked="$2" '$1 == asked || $NF == asked || $NF == asked "=" { print $NF; exit }'
}

# The columns of the report that the line asks for.
_dgpm_table() {
	local root i asked=()
	root=$(_dgpm_root "$(_dgpm_dir)") || return
	for ((i = _dgpm_at + 1; i < COMP_CWORD; i++)); do
		case ${COMP_WORDS[i]} in
		--summary | --waivers | --kpi | --facts | --digest) asked+=("${COMP_WORDS[i]}") ;;
		--by | --across)
			[[ ${COMP_WORDS[i + 1]} == '=' ]] && asked+=("${COMP_WORDS[i]}=${COMP_WORDS[i + 2]}") ||
				asked+=("${COMP_WORDS[i]}=${COMP_WORDS[i + 1]}")
			;;
		esac
	done
	dgpm "$_dgpm_command" "${asked[@]}" -q -f csv -C "$root" </dev/null 2>/dev/null | sed -n '1s/,/ /gp;1q'
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

# What PATHs are: seen from the directory of -C.
_dgpm_paths() { # _dgpm_paths CURRENT
	local dir path
	dir=$(_dgpm_dir)
	if [[ $dir == . ]]; then
		_dgpm_files "$1"
		return
	fi
	while IFS= read -r path; do
		COMPREPLY+=("$path")
		[[ $path == */ ]] && compopt -o nospace 2>/dev/null
	done < <(cd -- "$dir" 2>/dev/null && compgen -f -- "$1" | while IFS= read -r path; do
		[[ -d $path ]] && path+=/
		printf '%q\n' "$path"
	done)
}

# Values of an option; 1 when it has none.
_dgpm_value() { # _dgpm_value OPTION CURRENT
	local option
	option=$(_dgpm_option "${_dgpm_command:-init}" "$1")
	# shellcheck disable=SC2046 # words wanted
	case $_dgpm_command:$option in
	*:--directory= | *:--schema-dir= | *:--books=) _dgpm_files "$2" -d ;;
	report:--format=) _dgpm_words "$2" text markdown html xlsx= ;;
	*:--format=) _dgpm_words "$2" text csv json markdown xlsx= sarif junit github gitlab ;;
	*:--output= | *:--schema= | *:--rejects= | *:--manifest= | *:--baseline= | *:--write-baseline= | *:--files-from= | \
		*:--against= | *:--report=) _dgpm_files "$2" ;;
	*:--exclude= | *:--stdin-name=) _dgpm_paths "$2" ;;
	*:--rules= | *:--skip=) _dgpm_list "$2" $(_dgpm_rules) ;;
	diff:--stage=) _dgpm_words "$2" pre-request,request request,execution pre-request,execution ;;
	rules:--stage=) _dgpm_words "$2" pre-request request execution plan procedures evaluation comparison ;;
	*:--stage=) _dgpm_words "$2" pre-request request execution ;;
	*:--document=) _dgpm_words "$2" S0 S1 S2 S3 S4 dgpm ;;
	*:--result=) _dgpm_words "$2" approved conditional rejected withdrawn ;;
	*:--unit=) _dgpm_words "$2" yen thousand million oku ;;
	*:--color= | *:--fold=) _dgpm_words "$2" auto always never ;;
	*:--fail-on=) _dgpm_words "$2" note warning error never ;;
	*:--lang=) _dgpm_words "$2" ja en ;;
	*:--target=) _dgpm_words "$2" $(_dgpm_targets) ;;
	*:--bars=) _dgpm_words "$2" utf8 ascii ;;
	*:--duplicates=) _dgpm_words "$2" error sum last ;;
	evaluate:--profile=) _dgpm_words "$2" judgit-outcomes ;;
	procedures:--profile=) _dgpm_words "$2" procedures-inventory ;;
	*:--profile=) _dgpm_words "$2" $(dgpm convert --profiles -q -f csv 2>/dev/null | sed '1d; s/,.*//') ;;
	*:--era=) _dgpm_words "$2" 令和 平成 ;;
	*:--encoding=) _dgpm_words "$2" utf-8 cp932 euc-jp utf-16 utf-16be ;;
	*:--project=) _dgpm_words "$2" $(_dgpm_projects) ;;
	*:--organization= | *:--funded-by=) _dgpm_words "$2" $(_dgpm_organizations) ;;
	*:--across=) _dgpm_words "$2" "$_dgpm_columns" ;;
	track:--by=) _dgpm_words "$2" organization project class viewpoint ;;
	procedures:--by=) _dgpm_words "$2" organization system kind ;;
	evaluate:--by=) _dgpm_list "$2" organization project year kind fiscal_year ;;
	*:--by=) _dgpm_list "$2" "$_dgpm_columns" ;;
	*:--columns=) _dgpm_list "$2" $(_dgpm_table) ;;
	*:--sort=)
		if [[ $2 == -* ]]; then
			_dgpm_words "$2" $(_dgpm_table | sed 's/[^ ][^ ]*/-&/g')
		else
			_dgpm_words "$2" $(_dgpm_table)
		fi
		;;
	--as-of | --compare | --transitions | --expense | --figure | --what-if | -w | --where | --width | --sheet) ;;
	-O | --organization) _dgpm_words "$2" $(_dgpm_organizations) ;;
	--edition) ;;
	--until | --new) ;;
	--date | --due | --finding | --reason | -y | --fiscal-year | -j | --jobs | -m | --match) ;;
	ledger:--where= | trace:--where=) _dgpm_words "$2" "${_dgpm_columns// /= }=" && compopt -o nospace 2>/dev/null ;;
	*:--where=)
		_dgpm_words "$2" organization= class= phase= sector= name= id= funded_by=
		compopt -o nospace 2>/dev/null
		;;
	*=) ;; # any text
	*) return 1 ;;
	esac
	return 0
}

_dgpm_targets() {
	local root
	root=$(_dgpm_root "$(_dgpm_dir)") && dgpm track -q -f csv -C "$root" 2>/dev/null | sed '1d; s/,.*//' | sort -u
}

_dgpm_columns='fiscal_year project_id organization account expense stage item class sector phase name'

# How many arguments stand before the word that is completed.
_dgpm_place() {
	local i n=0
	for ((i = _dgpm_at + 1; i < COMP_CWORD; i++)); do
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
	local current=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]} _dgpm_at _dgpm_command
	COMPREPLY=()
	_dgpm_find
	# "--stage=pre" is three words here, and so is "csv=file" after -f.
	[[ $current == '=' ]] && current='' && before='='
	if [[ $before == '=' ]]; then
		before=${COMP_WORDS[COMP_CWORD - 2]}
		[[ ${COMP_WORDS[COMP_CWORD]} == '=' ]] && before=${COMP_WORDS[COMP_CWORD - 1]}
		case $before in
		text | csv | json | markdown | xlsx | html | sarif | junit | github | gitlab) _dgpm_files "$current"; return ;;
		-*) ;;
		*) return ;;
		esac
	fi
	[[ $before == -* ]] && _dgpm_value "$before" "$current" && return
	case $current in
	-*)
		# shellcheck disable=SC2046 # words wanted
		_dgpm_words "$current" $(_dgpm_options "${_dgpm_command:-init}")
		[[ ${COMPREPLY[0]} == *= ]] && compopt -o nospace 2>/dev/null
		return
		;;
	esac
	# shellcheck disable=SC2046
	case $_dgpm_command in
	'') _dgpm_words "$current" $(_dgpm_commands) ;;
	help) _dgpm_words "$current" $(_dgpm_commands) ;;
	record | show | report) _dgpm_words "$current" $(_dgpm_projects) ;;
	schema) [[ $(_dgpm_place) == 0 ]] && _dgpm_words "$current" $(dgpm schema -q -f csv 2>/dev/null | sed '1d; s/,.*//') ;;
	rules) _dgpm_words "$current" $(_dgpm_rules); _dgpm_files "$current" ;;
	new) [[ $(_dgpm_place) == 0 ]] && _dgpm_words "$current" $(_dgpm_organizations) ;;
	doctor) ;;
	init | export | diff) _dgpm_files "$current" -d ;;
	review) [[ $(_dgpm_place) == 0 ]] && _dgpm_words "$current" $(_dgpm_projects); _dgpm_paths "$current" ;;
	track) _dgpm_words "$current" $(_dgpm_targets); _dgpm_paths "$current" ;;
	*) _dgpm_paths "$current" ;;
	esac
}

complete -F _dgpm dgpm
