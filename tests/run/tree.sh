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
	check 'unfinished work' foreign_words
	check 'rooms of the library' awk -f tests/run/rooms.awk lib/ROOMS lib/*/*.[ch] cmd/*.[ch]
	check 'rooms in the README' rooms_told
	check 'circles of code' circles
	check 'the check of the rooms' rooms_checked
	check 'dgpm-card(5) and the card schema' card_keys
	check 'dgpm-rules(7) and the rule packs' rule_list
	check 'dgpm-messages(7) and the messages' message_list
	check 'commands, their pages and cases' commands
	check 'the manual in other languages' manual
	check 'the check of the manual' manual_checked
	manual_told
	check 'rules in both languages, with a source' rule_texts
	check 'no <PRId64> in translated texts' platform_words
	check 'identities in any language' identities
	check 'texts of the template' template_texts
	check 'JSON and its schemas' json_outputs
	check 'the check of JSON' json_outputs_checked
	check 'make install, uninstall' installation
}

# The README names the rooms in the same order.
rooms_told() {
	diff <(sed -n 's/^\([a-z]*\):.*/\1/p' lib/ROOMS) \
		<(sed -n '/^| `lib\/`/{ s/.*ground up: //; s/;.*//; s/[` ]\{1,\}/\n/g; p; }' README.md | sed '/^$/d')
}

# Every text of the template that is marked as a sample is listed, and no other.
template_texts() {
	diff <(sed -n '/^##/d; s/（見本）/\n&/gp; s/(sample)/\n&/p' schemas/card.template.yaml |
		sed -n '/^（見本）\|^(sample)/{ s/[],}].*//; p; }' | sort -u) \
		<(sed -n 's/^  - "\(.*\)"$/\1/p' schemas/card.samples.yaml | sort -u)
}

circles() { nm -A "$B"/lib/*/*.o | grep -v ' [a-z] ' | awk -f tests/run/circles.awk lib/ROOMS -; }

# The check itself, on a made-up house: each fault it is there for is told once.
rooms_checked() {
	local house=$T/house
	mkdir -p "$house"/lib/low "$house"/lib/high "$house"/cmd
	printf 'low: low.h\nhigh: high.h\nempty: e.h\n' >"$house/lib/ROOMS"
	printf '#include "high/high.h"\n' >"$house/lib/low/up.c"
	printf ' * %s: x\n' In Out Drives Threads >"$house/lib/high/head.h"
	printf '#include "low/own.h"\n' >"$house/lib/low/low.h"
	printf '#include "low/low.h"\n' >"$house/lib/low/own.h"
	printf '#include "low/own.h"\n' >"$house/lib/high/high.h"
	printf '#include "own.h"\n' >"$house/lib/high/bare.c"
	printf '#include "high/high.h"\n' >"$house/cmd/main.c"
	diff <(cd "$house" && awk -f "$root/tests/run/rooms.awk" lib/ROOMS lib/*/*.[ch] cmd/*.[ch] | sort) - <<-'END'
		a circle of headers: low/own.h -> low/low.h -> low/own.h
		lib/ROOMS: empty has no files
		lib/ROOMS: empty/e.h is missing
		lib/ROOMS: no header of low begins with In, Out, Drives, Thread
		lib/high/bare.c:1: own.h names no room
		lib/high/high.h:1: low/own.h is inside low
		lib/low/up.c:1: high stands above low
	END
	diff <(awk -f tests/run/circles.awk <(printf '~ low/x low/y\n') - <<-'END'
		build/lib/low/a.o: T fa
		build/lib/low/a.o: U fb
		build/lib/low/b.o: T fb
		build/lib/low/b.o: U fa
		build/lib/low/b.o: U fc
		build/lib/low/c.o: T fc
		build/lib/low/x.o: T fx
		build/lib/low/x.o: U fy
		build/lib/low/y.o: T fy
		build/lib/low/y.o: U fx
	END
	) - <<-'END'
		in a circle: low/a -> low/b: fb
		in a circle: low/b -> low/a: fa
	END
	[ -n "$(awk -f tests/run/circles.awk lib/ROOMS - </dev/null)" ] || echo 'circles.awk is silent when there is nothing to read'
}

foreign_words() {
	local no=':!tests/run/tree.sh'
	git rev-parse --is-inside-work-tree >/dev/null 2>&1 || return
	git grep -nI -E '\b(TODO|FIXME)\b' -- '*.[ch]' '*.sh' '*.md' '*.[157]' Makefile "$no"
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
	diff <(awk '$1 == "-" && $2 == "id:" { id = $3 } $1 == "severity:" { gsub("\"", "", $2); print id, $2 }' schemas/rules/*.yaml | sort) \
		<(awk '/^\.It Ic [A-Z]+-[0-9]+$/ { id = $3; getline; sub(/;.*/, ""); print id, $0 }' man/dgpm-rules.7 | sort) |
		sed -n 's/^</only in the packs:/p; s/^>/only in the page:/p'
}

# Every message of the table, its severity too, is in the page; "fatal" stands on the line of the id or on the next.
message_list() {
	[ -f man/dgpm-messages.7 ] || { echo 'man/dgpm-messages.7 is missing'; return; }
	diff <(sed -n 's/^\tM([A-Z0-9_]*, "\([A-Z]*-[0-9]*\)", \([A-Z]*\),.*/\1 \L\2/p' lib/diag/messages.h | sort) \
		<(awk '/^\.It .*[A-Z]+-[0-9]+/ {
			match($0, /[A-Z]+-[0-9]+/); id = substr($0, RSTART, RLENGTH)
			if (!match($0, /note|warning|error|fatal/)) { getline; match($0, /note|warning|error|fatal/) }
			print id, RSTART ? substr($0, RSTART, RLENGTH) : "without a severity"
		}' man/dgpm-messages.7 | sort) |
		sed -n 's/^</only in messages.h:/p; s/^>/only in the page:/p' |
		while read -r line; do
			# A rule that the library itself holds has its text beside its code.
			[[ $line =~ ^only\ in\ the\ page:\ ([A-Z]+-[0-9]+) ]] && grep -q "\.rule = \"${BASH_REMATCH[1]}\"" lib/*/*.c ||
				echo "$line"
		done
}

# Each command that `dgpm help` lists has a page, a place in dgpm(1), a golden case; usage and SYNOPSIS are the same;
# each option of --help is in the page or in dgpm(1), and each option of the page is in --help.
commands() {
	local name page help usage synopsis option
	for name in $(dgpm help --lang en | sed -n 's/^  \([a-z][a-z-]*\)  .*/\1/p'); do
		page=man/dgpm-$name.1
		[ -f "$page" ] || { echo "$page is missing"; continue; }
		grep -q "^\.Xr dgpm-$name 1" man/dgpm.1 || echo "man/dgpm.1 does not name dgpm-$name"
		compgen -G "tests/cli/$name-*/cmd" >/dev/null || echo "no case tests/cli/$name-*"
		[ "$name" = help ] && continue
		help=$(dgpm "$name" --help --lang en)
		usage=$(sed -n 's/^Usage: *//p; s/^ *or: *//p' <<<"$help")
		synopsis=$(MANWIDTH=200 mandoc -T ascii -O width=200 "$page" | sed 's/.\x08//g' |
			sed -n '/^SYNOPSIS/,/^DESCRIPTION/{ s/^ \{1,\}//p; }')
		[ "$usage" = "$synopsis" ] || printf 'usage of %s: %s\nSYNOPSIS of %s: %s\n' "$name" "$usage" "$page" "$synopsis"
		for option in $(grep -oE '^ .{5}--[a-z-]+' <<<"$help" | grep -oE '[a-z-]+$' | sed 's/^--//'); do
			grep -qhE "^\.It .*Fl -$option\b" "$page" man/dgpm.1 || echo "$page and dgpm.1: nothing on --$option"
		done
		for option in $(sed -n 's/^\.It .*Fl -\([a-z-]*\).*/\1/p' "$page"); do
			grep -q -e "--$option\b" <<<"$help" || echo "dgpm $name --help: nothing on --$option"
		done
	done
}

# A translation of a page has the macros of its text, a translated page the headings, list heads, options and examples
# of its page. Where a text has no translation yet, or none any more as it changed, it stands there in English.
manual() {
	local po page told lang
	LC_ALL=C awk -f tests/run/tables.awk man/*.[157] "$B"/man/*/man?/*
	for po in man/*.po; do
		lang=${po#man/} lang=${lang%.po}
		LC_ALL=C awk -v mode=check -v po="$po" -f man/translate.awk man/*.[157]
		for page in man/*.[157]; do
			told=$B/man/$lang/man${page##*.}/${page#man/}
			LC_ALL=C awk -f tests/run/pages.awk "$page" "$told"
			mandoc -T lint -W warning "$page" "$told"
			LC_ALL=C awk -f tests/run/wide.awk <(manual_shown "$page"; cat "$told") <(manual_shown "$told") | sed "s|^|$told: |"
		done
	done
}

manual_shown() { mandoc -T utf8 -O width=80 "$1" | LC_ALL=C sed 's/.[\x80-\xbf]*\x08//g'; }

# What is still English, a line a page: nothing that fails, but something to translate.
manual_told() {
	local po line
	for po in man/*.po; do
		while read -r line; do
			skip "$po" "$line"
		done < <(LC_ALL=C awk -v mode=told -v po="$po" -f man/translate.awk man/*.[157])
	done
}

# The check itself, on a made-up page: each fault it is there for is told once, and English in place of a translation
# is none.
manual_checked() {
	local dir=$T/manual
	mkdir "$dir"
	cat >"$dir/a.1" <<-'END'
		.Dd November 21, 2026
		.Dt A 1
		.Os
		.Sh NAME
		.Nm a
		.Nd does things
		.Sh DESCRIPTION
		With
		.Fl all ,
		it reads
		.Pa file .
		.Pp
		New words, which no catalogue has, with
		.Fl new .
		.Bl -tag -width Ds
		.It Fl all
		All of it.
		.El
		.Sh EXAMPLES
		.Bd -literal
		$ a --all
		.Ed
	END
	cat >"$dir/xx.po" <<-'END'
		msgid "NAME"
		msgstr "名前"

		msgid "With <Fl all>, it reads <Pa file>."
		msgstr "<Fl al> で <Pa file> を読む。"

		#, fuzzy
		msgid "All of it."
		msgstr "<Fl other> の全て。"
	END
	LC_ALL=C awk -v mode=page -v po="$dir/xx.po" -f man/translate.awk "$dir/a.1" >"$dir/a.xx.1"
	diff <(cd "$dir" && LC_ALL=C awk -v mode=check -v po=xx.po -f "$root/man/translate.awk" a.1 | sort) - <<-'END'
		a.1: 'Fl all' is not in the translation of: With <Fl all>, it reads <Pa file>.
		a.1: only the translation has 'Fl al': With <Fl all>, it reads <Pa file>.
	END
	diff <(cd "$dir" && LC_ALL=C awk -v mode=told -v po=xx.po -f "$root/man/translate.awk" a.1) - <<-'END'
		a.1: 5 of 7 texts are still English
	END
	# The option that the translation has lost is still told by its head: the page as a whole lacks only a wrong one.
	diff <(cd "$dir" && LC_ALL=C awk -f "$root/tests/run/pages.awk" a.1 a.xx.1) - <<-'END'
		a.xx.1: has Fl al, a.1 has not
	END
	sed -i '/^\.It Fl all/d; s/^\.Sh EXAMPLES/.Ss EXAMPLES/; s/a --all/a --al/; s/Fl al /Fl all /; s/Fl al$/Fl all/' "$dir/a.xx.1"
	diff <(cd "$dir" && LC_ALL=C awk -f "$root/tests/run/pages.awk" a.1 a.xx.1) - <<-'END'
		a.xx.1: Ss in place of Sh EXAMPLES
		a.xx.1: lacks the head Fl all
		a.xx.1: another example in place of: $ a --all
	END
	printf '.Bl -column "a" "表"\n.It Pa a Ta 表\n.It Fl b Ta 表表\n.El\n.Bl -column "%072d" "x"\n' 1 >"$dir/tables.1"
	diff <(cd "$dir" && LC_ALL=C awk -f "$root/tests/run/tables.awk" tables.1) - <<-'END'
		tables.1:3: a cell wider than its column: -b
		tables.1:3: a cell wider than its column: 表表
		tables.1:5: a table of 77 columns: a page has 73
	END
	printf '1 %079d\n' 1 >"$dir/wide"
	diff <(awk -f tests/run/wide.awk /dev/null "$dir/wide") <(printf 'wider than 80 columns: %s\n' "$(cat "$dir/wide")")
}

# By the rules as a user gets them: each has a title in both languages, and a document with its section.
rule_texts() {
	local ja en
	ja=$(dgpm rules -f csv --lang ja -C /) en=$(dgpm rules -f csv --lang en -C /)
	[ "$(wc -l <<<"$en")" -gt 1 ] || echo 'no rules'
	diff <(cut -d, -f1-3 <<<"$ja") <(cut -d, -f1-3 <<<"$en")
	# The last column, the address of a document, may be empty.
	awk -F, 'NR > 1 && (/,,./ || !/,$/ && !/,http/ && !/^id,/) { print "an empty cell: " $0 }' <<<"$ja
$en"
	rule_titles "$en" | LC_ALL=C grep -P '[\x80-\xff]' | sed 's/^/not English: /'
	rule_titles "$ja" | LC_ALL=C grep -vP '[\x80-\xff]' | sed 's/^/not Japanese: /'
}

# ID and title of each row; a title with a comma is quoted.
rule_titles() {
	sed -n '1d; s/^\([^,]*\),[^,]*,[^,]*,\("[^"]*"\|[^,]*\),.*/\1 \2/p' <<<"$1"
}

# gettext keeps them apart in the catalogue, in a form that our reader of it does not have: "%lld" and a cast do.
platform_words() { grep -n '%<PRI' lib/po/*.po; }

# What a finding is known by is in no catalogue: with another wording, which holds quotes and digits too, every
# fingerprint stays as it is.
identities() {
	local other=$T/other-words in said=$T/identities
	mkdir -p "$other/locale/ja/LC_MESSAGES"
	cp "$B/dgpm" "$other/"
	msgfilter --keep-header -i lib/po/ja.po sed "0,/./s/./'別の' 言い方 41: &/" |
		msgfmt -o "$other/locale/ja/LC_MESSAGES/dgpm.mo" - || return
	for in in tests/cli/{validate,track,classify,lint-sheet}-*/in tests/cli/review-ci-formats/in examples/*/; do
		[ -d "$in" ] || continue
		(
			cd "$in" || exit
			fingerprints "$B/dgpm" --lang en
			fingerprints "$other/dgpm" --lang ja
		)
	done >"$said"
	# Two runs of each folder, the same twice.
	awk '
		!/^=/ { got = got $0 "\n"; all++; next }
		++n % 2 == 0 && got != before { print "other fingerprints in another wording: " $2 }
		{ before = got; got = "" }
		END { if (all < 500) print "only " all + 0 " fingerprints to compare" }' "$said"
	(cd tests/cli/validate-many-faults/in && "$other/dgpm" validate --lang ja 2>&1) | grep -q '別の' ||
		echo 'the other wording was not used'
}

# Of all that is told of the folder one stands in.
fingerprints() {
	local command
	for command in validate 'review --all' 'lint-sheet .'; do
		[ "$command" = validate ] || compgen -G '*.csv' >/dev/null || compgen -G '*.xlsx' >/dev/null || [ -e dgpm.yaml ] || continue
		# shellcheck disable=SC2086 # words
		timeout 60 "$1" $command "$2" "$3" -f gitlab 2>/dev/null </dev/null | sed -n 's/.*"fingerprint": "\([0-9a-f]*\)".*/\1/p'
	done
	echo "= $PWD"
}

# Installed under a prefix of its own the program runs from anywhere, in both languages; uninstall leaves no file.
# The build is copied: another prefix changes the program.
installation() {
	local b=$T/install-build to=$T/installed said
	mkdir "$b"
	cp -a "$B/flags" "$B/lib" "$B/cmd" "$B/libdgpm.a" "$b/" 2>&1
	[ ! -d "$B/locale" ] || cp -a "$B/locale" "$B/man" "$b/"
	if ! make -s B="$b" SAN="$SAN" PREFIX="$to" install >"$T/install.log" 2>&1; then
		cat "$T/install.log"
		return
	fi
	(
		unset DGPM_DATA
		cp -a examples/sample "$T/elsewhere"
		cd "$T/elsewhere" || exit
		"$to/bin/dgpm" validate -q || echo "installed: validate of the example ends with $?"
		[ -s "$to/share/man/ja/man1/dgpm.1" ] || echo 'installed: no Japanese manual'
		"$to/bin/dgpm" --help --lang ja | LC_ALL=C grep -qP '[\x80-\xff]' || echo 'installed: no Japanese'
	) 2>&1
	make -s B="$b" SAN="$SAN" PREFIX="$to" uninstall
	find "$to" ! -type d
	# The same under DESTDIR: nothing goes beside it.
	make -s B="$b" SAN="$SAN" PREFIX="$to" DESTDIR="$T/dest" install
	find "$to" ! -type d
	said=$(find "$T/dest" -path "$T/dest$to" -prune -o ! -type d -print)
	[ -z "$said" ] || echo "outside of PREFIX: $said"
	# Moved as a whole it finds what lies beside it.
	mv "$T/dest$to" "$T/moved"
	(
		unset DGPM_DATA
		"$T/moved/bin/dgpm" list --lang ja -q -C "$T/elsewhere" | LC_ALL=C grep -qF 'プロジェクト' || echo 'moved: no list in Japanese'
	)
	mv "$T/moved" "$T/dest$to"
	make -s B="$b" SAN="$SAN" PREFIX="$to" DESTDIR="$T/dest" uninstall
	find "$T/dest" ! -type d
}
