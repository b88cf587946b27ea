#!/bin/bash
# What tests cannot tell: warnings of two compilers, analyzers, man pages, translations, scripts, data.
# Prints one line a step with its time; ends with 1 when anything was found.
set -u
cd "$(dirname "$0")/.." || exit 2
T=$(mktemp -d) || exit 2
trap 'rm -rf "$T"' EXIT
export LC_ALL=C.UTF-8
unset LANGUAGE MAKEFLAGS MFLAGS MAKELEVEL B CC
bad=0

# step NAME COMMAND...: good when the command succeeds; what it says is shown when not.
step() {
	local name=$1 start=${EPOCHREALTIME/./} ms verdict=ok
	shift
	"$@" >"$T/log" 2>&1 || verdict=FOUND bad=1
	ms=$(((${EPOCHREALTIME/./} - start) / 1000))
	printf '%-34s %-5s %4d.%d s\n' "$name" "$verdict" $((ms / 1000)) $((ms % 1000 / 100))
	if [ "$verdict" != ok ]; then sed 's/^/    /' "$T/log" | head -n 200; fi
}

flags='-std=gnu17 -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wmissing-prototypes -Wstrict-prototypes
	-Wwrite-strings -Wvla -Wformat=2 -Werror -pthread -Ilib -Icmd -Itests/unit -D_GNU_SOURCE'
# shellcheck disable=SC2206 # words wanted
flags=($flags $(pkg-config --cflags yaml-0.1 libpcre2-8 libutf8proc nettle libzip expat check))
defs=(-DDGPM_VERSION='"0"' -DDGPM_DATADIR='"/usr/share/dgpm"' -DDGPM_LOCALEDIR='"/usr/share/locale"')
sources=(lib/*/*.c cmd/*.c)

compile() {
	make -s -j2 CC="$1" WERROR=1 B="build/lint-$1" objects
}

# A header says all it needs: compiled alone, twice, by itself the whole unit.
headers() {
	local h rc=0
	for h in lib/*/*.h cmd/*.h; do
		[ -e "$h" ] || continue
		printf '#include "%s"\n#include "%s"\nextern int lint;\n' "$h" "$h" |
			gcc "${flags[@]}" "${defs[@]}" -I. -fsyntax-only -x c - || { echo "$h: not complete by itself"; rc=1; }
	done
	return $rc
}

cpp_check() {
	cppcheck -q -j2 --std=c11 --language=c --enable=warning,portability,performance --inline-suppr --error-exitcode=1 \
		--max-configs=1 --suppress=missingIncludeSystem --suppress=unknownMacro --suppress=preprocessorErrorDirective \
		--suppress=normalCheckLevelMaxBranches --suppress=varFuncNullUB --suppress=autoVariables --suppress='*:/usr/include/*' \
		-Ilib -Icmd -D_GNU_SOURCE "${defs[@]}" "${sources[@]}"
}

# Left out: checks that ask for other interfaces than ours (swappable parameters, Annex K's functions), and two that
# cannot see a contract (a grid has columns; a va_list handed on). The analyzer's budget a function is a quarter of its
# default: the same findings here, in a quarter of the time.
tidy_checks='-*,bugprone-*,clang-analyzer-*,-bugprone-easily-swappable-parameters,-bugprone-narrowing-conversions,
-bugprone-implicit-widening-of-multiplication-result,-bugprone-reserved-identifier,-bugprone-assignment-in-if-condition,
-bugprone-branch-clone,-bugprone-macro-parentheses,-bugprone-suspicious-include,-bugprone-suspicious-string-compare,
-bugprone-switch-missing-default-case,-bugprone-multi-level-implicit-pointer-conversion,-bugprone-sizeof-expression,
-clang-analyzer-security.insecureAPI.DeprecatedOrUnsafeBufferHandling,-clang-analyzer-optin.performance.Padding,
-bugprone-not-null-terminated-result,-clang-analyzer-core.StackAddressEscape,-clang-analyzer-core.DivideZero,-clang-analyzer-valist.Uninitialized'
tidy() {
	printf '%s\0' "${sources[@]}" | xargs -0 -P2 -n4 "$T/tidy"
}
{
	printf '#!/bin/bash\nT=%q\nargs=(' "$T"
	printf '%q ' --quiet '--warnings-as-errors=*' --checks="${tidy_checks//$'\n'/}" --extra-arg=-Xclang \
		--extra-arg=-analyzer-config --extra-arg=-Xclang --extra-arg=max-nodes=60000
	printf ')\nflags=('
	printf '%q ' "${flags[@]}" "${defs[@]}" -Wno-error
	# The place and the line of code; the path that leads there is for clang-tidy by hand.
	cat <<-'END'
		)
		clang-tidy "${args[@]}" "$@" -- "${flags[@]}" >"$T/tidy.$$" 2>&1
		rc=$?
		grep -A2 -E ': (error|warning): ' "$T/tidy.$$"
		exit $rc
	END
} >"$T/tidy"
chmod +x "$T/tidy"

pages() {
	local pages=(man/*.[157])
	[ -e "${pages[0]}" ] || { echo 'no man page'; return 1; }
	mandoc -T lint -W warning "${pages[@]}"
}

# Whole: nothing untranslated, nothing guessed, every string of the sources there.
translations() {
	local rc=0 po said
	LC_ALL=C find lib cmd -name '*.[ch]' | LC_ALL=C sort | xgettext --files-from=- --output="$T/dgpm.pot" \
		--from-code=UTF-8 --language=C --keyword=_ --keyword=N_ --keyword=P_:1,2 --no-location || return 1
	for po in lib/po/*.po; do
		[ -e "$po" ] || { echo 'no translation'; return 1; }
		msgfmt --check -o /dev/null "$po" || rc=1
		# msgcmp names each string of the sources that the translation lacks.
		msgcmp "$po" "$T/dgpm.pot" || rc=1
		said=$(msgattrib --fuzzy --no-obsolete "$po"; msgattrib --untranslated --no-obsolete "$po")
		[ -z "$said" ] || { echo "$po: untranslated or guessed"; printf '%s\n' "$said"; rc=1; }
		# Messages speak in one voice.
		! grep -nE '^(msgstr|").*(です|ます|ません|ました|でした|ください)' "$po" || rc=1
	done
	return $rc
}

scripts() {
	local f rc=0
	while IFS= read -r f; do
		case $(head -n 1 "$f") in
		'#!'*bash | '# shellcheck shell=bash'*) bash -n "$f" || rc=1 ;;
		'#!'*sh) sh -n "$f" || rc=1 ;;
		esac
	done < <(find tests .ci schemas/completion -type f \( -name '*.sh' -o -name '*.bash' -o -path '.ci/*' -o -path 'tests/run/*' \))
	for f in tests/cli/*/cmd tests/cli/*/setup tests/cli/*/skip; do
		[ ! -e "$f" ] || bash -n "$f" || rc=1
	done
	return $rc
}

# Tabs count to eight, every character as one.
style() {
	local files=(lib/*/*.[ch] cmd/*.[ch] tests/unit/*.[ch] tests/unit/*/*.[ch] tests/fuzz/*.[ch] tests/bench/*.[ch])
	local have=() f
	for f in "${files[@]}"; do [ -e "$f" ] && have+=("$f"); done
	# shellcheck disable=SC2016 # perl's own variables
	perl -CSD -ne 'chomp; my $w = $_; 1 while $w =~ s/\t+/" " x (length($&) * 8 - length($`) % 8)/e;
		if (length($w) > 120) { print "$ARGV:$.: ", length($w), " columns\n"; $bad = 1 }
		if (/[ \t]$/) { print "$ARGV:$.: blanks at the end\n"; $bad = 1 }
		close ARGV if eof; END { exit($bad ? 1 : 0) }' "${have[@]}"
}

# The schemas and rule packs are read by dgpm itself, as strictly as a user's own.
data() {
	local rc=0 f
	make -s -j2 all || return 1
	for f in schemas/*.schema.json; do
		DGPM_DATA=schemas build/dgpm validate --schema "$f" schemas/eras.yaml >"$T/data" 2>&1
		# Findings are expected: eras are no card. What must not be is a schema that does not load.
		[ $? -le 1 ] || { cat "$T/data"; rc=1; }
	done
	return $rc
}

step 'gcc, warnings as errors' compile gcc
step 'clang, warnings as errors' compile clang
step 'headers alone' headers
step 'cppcheck' cpp_check
step 'clang-tidy' tidy
step 'style of lines' style
step 'man pages' pages
step 'translations' translations
step 'scripts' scripts
step 'schemas' data
exit $bad
