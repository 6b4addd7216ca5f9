#!/bin/sh
# test_ci.sh - .ci/run adds up what its runs say, counts one that says nothing, and never calls a
# failure a pass. It runs on a tree whose Makefile only pretends.
set -u
. "$(dirname "$0")/../support/lib.sh"
need bash
mkdir -p "$tmp/.ci" "$tmp/src/tools"
cp "$root/.ci/run" "$tmp/.ci/run"
failed=0

# expect LINE STATUS - the last line and the exit code of the run.
expect() {
	bash "$tmp/.ci/run" >"$tmp/out" 2>&1 </dev/null
	rc=$?
	last=$(tail -1 "$tmp/out")
	if [ "$last" != "$1" ] || [ "$rc" -ne "$2" ]; then
		echo "expected '$1' and $2, saw '$last' and $rc:"
		sed 's/^/  /' "$tmp/out"
		failed=1
	fi
}
# pretend CHECK LINT DOCS ASAN - one shell command for each goal; the packages are there.
pretend() {
	echo 'exit 0' >"$tmp/src/tools/deps.sh"
	printf 'check:\n\t@%s\nlint:\n\t@%s\ndocs-check:\n\t@%s\nasan:\n\t@%s\n' "$@" >"$tmp/Makefile"
}

two='echo "3 passed, 0 failed, 1 skipped"; echo "4 passed, 0 failed"'
pretend 'echo "10 passed, 0 failed, 2 skipped"' 'echo fine' true "$two"
expect '20 passed, 0 failed' 0
pretend 'echo "10 passed, 2 failed, 0 skipped"; false' 'echo fine' true "$two"
expect '20 passed, 2 failed' 1
pretend 'echo no compiler; false' true true "$two"
expect '10 passed, 1 failed' 1
pretend 'echo "10 passed, 0 failed"; false' false true true
expect '13 passed, 2 failed' 1
pretend true true true true
echo 'exit 1' >"$tmp/src/tools/deps.sh"
expect '0 passed, 1 failed' 1
[ "$failed" -eq 0 ] && echo "the sums hold"
exit "$failed"
