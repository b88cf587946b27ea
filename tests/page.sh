#!/bin/bash
# The HTML reports in a real browser: console, requests, width, axe, the W3C checker. Called by `make page`.
# What is missing (Chromium, Node.js, Java, the packages from npm) is installed where it can be; else it is told and left out.
set -u -o pipefail
cd "$(dirname "$0")/.." || exit 2
B=${B:-build} out=$PWD/build/page
SHARED=$(realpath -m "${SHARED:-../shared}")
mkdir -p "$out"
export DGPM_DATA=$PWD/schemas LC_ALL=C.UTF-8

left_out() { echo "page: left out: $1"; exit 0; }
command -v npm >/dev/null && command -v node >/dev/null || left_out 'npm is not installed'
if ! command -v chromium >/dev/null && [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
	{ apt-get -q update && DEBIAN_FRONTEND=noninteractive apt-get -q -y --no-install-recommends install chromium fonts-noto-cjk; } \
		>"$out/install.log" 2>&1
fi
command -v chromium >/dev/null || left_out 'Chromium is not installed and cannot be'
npm install --silent --no-audit --no-fund --prefix "$out" axe-core@4 playwright-core@1 vnu-jar@26 >"$out/npm.log" 2>&1 ||
	npm install --silent --no-audit --no-fund --prefix "$out" axe-core playwright-core vnu-jar >"$out/npm.log" 2>&1 ||
	left_out 'the packages cannot be had'

pages=()
page() { # page NAME OPTIONS...
	"$B/dgpm" report -q -f html -o "$out/$1.html" "${@:2}" || { echo "page: $1: status $?"; exit 1; }
	pages+=("$out/$1.html")
}
page sample-ja --lang ja -C examples/sample
page sample-en --lang en --no-script -C examples/sample
page japan-it-ja --lang ja -C examples/japan-it
page japan-it-en --lang en --no-sheets -C examples/japan-it
"$B/dgpm" report -q -f html --lang ja -o "$out/folder/" -C examples/sample || { echo "page: folder: status $?"; exit 1; }
pages+=("$out/folder/index.html" "$out/folder/projects.html" "$out/folder/2018-SMP-0001.html")
if [ -d "$SHARED/data/rs2024" ]; then
	big=$out/rs2024
	rm -rf "$big"
	mkdir -p "$big"
	printf 'schema: dgpm/portfolio@1\nname: 行政事業レビュー2024\nreview: {date: "2024-06-30"}\n' >"$big/dgpm.yaml"
	"$B/dgpm" convert -q -p rs-budget -o "$big/ledger.csv" "$SHARED"/data/rs2024/2-1_*.csv >/dev/null 2>&1
	"$B/dgpm" convert -q -p rs-outline -o "$big/cards" "$SHARED"/data/rs2024/1-2_*.csv >/dev/null 2>&1
	page rs2024 --lang ja --no-sheets -C "$big"
else
	echo 'page: left out: the published data of 2024 is not there'
fi
status=0
NODE_PATH=$out/node_modules node tests/page/check.js "$out" "${pages[@]}" || status=1
if command -v java >/dev/null; then
	java -jar "$out/node_modules/vnu-jar/build/dist/vnu.jar" --format text "${pages[@]}" || status=1
else
	echo 'page: left out: the W3C checker, as there is no Java'
fi
ls -l "${pages[@]}" | awk '{ print $5, $NF }' | sed "s,$PWD/,,"
exit $status
