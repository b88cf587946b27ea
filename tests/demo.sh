#!/bin/sh
# The main job on the example portfolios: `tests/demo.sh build/dgpm`. Findings are what a demo is to show.
set -u
bin=${1:-build/dgpm}
status=0

show() {
	printf '\n$ dgpm'
	printf ' %s' "$@"
	printf '\n'
	"$bin" "$@"
	rc=$?
	if [ $rc -gt 1 ]; then
		printf 'demo: the command ended with status %s\n' $rc >&2
		status=1
	fi
}

show validate -C examples/sample
show review --stage pre-request -C examples/sample
show validate -C examples/japan-it
show review --stage pre-request --summary -C examples/japan-it
printf '\nThe program is %s; `%s help` lists the commands, `make install` installs it.\n' "$bin" "$bin"
exit $status
