# lib.sh - what the shell tests share. A test sources it first and ends with `finish`:
#
#	set -u
#	. "$(dirname "$0")/../support/lib.sh"
#	says 'ready' "$carrel" init x.db
#	finish
#
# From then on there are $root (of the tree), $build and $carrel (absolute), an empty folder $tmp that goes
# away at the end, and an environment with nothing in it of whoever runs the test. What a test wants done
# at the end besides, it puts into $at_end. The answer of the last command is in $tmp/out, $tmp/err and $rc.
root=$(cd "$(dirname "$0")/../.." && pwd) || exit 1
build=$(cd "${1:-${CARREL_BUILD:-build/release}}" 2>/dev/null && pwd) || build=/nowhere
carrel=$build/carrel
tmp=$(mktemp -d) || exit 1
at_end=:
trap 'eval "$at_end"; chmod -R u+w "$tmp"; rm -rf "$tmp"' EXIT
# Passable: a database server, or a user without rights, is somebody else.
chmod 755 "$tmp"
mkdir "$tmp/home"
export HOME="$tmp/home" LC_ALL=C.UTF-8 TZ=UTC USER=admin
unset CARREL_STORE CARREL_AGENT CARREL_NOW CARREL_CONFIG CARREL_TOUR NO_COLOR LANGUAGE TMUX
unset XDG_CONFIG_HOME XDG_DATA_HOME XDG_STATE_HOME XDG_RUNTIME_DIR
seen=0 failed=0 rc=0

# skip WHY: the test does not fit this machine; run.sh counts it so.
skip() {
	echo "skip: $1"
	exit 77
}
# need WORD...: `carrel` is this build's, anything else a command of the machine.
need() {
	for word in "$@"; do
		case $word in
		carrel) [ -x "$carrel" ] || skip "$carrel is not built" ;;
		*) command -v "$word" >/dev/null 2>&1 || skip "no $word" ;;
		esac
	done
}
# finish [WORDS]: the last line of a test, and its status.
finish() {
	[ "$failed" -gt 0 ] || [ $# -eq 0 ] || echo "$*"
	echo "$seen looked at, $failed wrong"
	[ "$failed" -eq 0 ]
}

# wrong WHAT [WHY]: counts a failure, with what was said.
wrong() {
	echo "FAIL $1${2:+: $2}"
	for said in "$tmp/err" "$tmp/out"; do
		[ ! -s "$said" ] || sed 's/^/  said: /' "$said" | head -20
	done
	failed=$((failed + 1))
}
# run COMMAND...: nothing on standard input, and an end after 30 s; a function minds its own time.
run() {
	seen=$((seen + 1))
	case $(command -v "$1") in
	/*) timeout 30 "$@" >"$tmp/out" 2>"$tmp/err" </dev/null ;;
	*) "$@" >"$tmp/out" 2>"$tmp/err" </dev/null ;;
	esac
	rc=$?
}
# check WHAT COMMAND...: the command holds.
check() {
	what=$1
	shift
	seen=$((seen + 1))
	"$@" >/dev/null 2>&1 || wrong "$what"
}
not() {
	! "$@"
}
# try STATUS 'REGEX' COMMAND...: that status, and the words in what it said, taken as one line.
try() {
	want=$1 regex=$2
	shift 2
	run "$@"
	if [ "$rc" -ne "$want" ] ||
		! { cat "$tmp/out" "$tmp/err"; echo; } | tr '\n' ' ' | grep -qE "$regex"; then
		wrong "$*" "status $rc, wanted $want and $regex"
	fi
}
says() { try 0 "$@"; }
refuses() { try 1 "$@"; }

# Every file below $watched by name and content. SQLite's own -wal and -shm come with looking into a store,
# and -turn is the number of the last ticket of the write gate: whoever asks for the store takes one.
watched=$tmp/d
sums() {
	# shellcheck disable=SC2086 # several folders
	find $watched -type f ! -name '*-wal' ! -name '*-shm' ! -name '*-turn' -exec sha256sum {} + 2>/dev/null |
		sort -k 2
}
# works NAME 'REGEX' COMMAND...: status 0 and a line of the answer with the words.
works() {
	name=$1 regex=$2
	shift 2
	run "$@"
	[ "$rc" -eq 0 ] || wrong "$name" "status $rc"
	[ -z "$regex" ] || grep -qE "$regex" "$tmp/out" || wrong "$name" "no answer with: $regex"
}
# refused NAME STATUS 'REGEX' COMMAND...: one line on standard error that begins with "carrel: ",
# nothing on standard output, every file as it was.
refused() {
	name=$1 status=$2 regex=$3
	shift 3
	before=$(sums)
	run "$@"
	[ "$rc" -eq "$status" ] || wrong "$name" "status $rc, not $status"
	grep -qE "^carrel: .*($regex)" "$tmp/err" || wrong "$name" "no sentence with: $regex"
	[ "$(wc -l <"$tmp/err")" -eq 1 ] || wrong "$name" "not one line"
	[ -s "$tmp/out" ] && wrong "$name" "standard output is not empty: $(head -1 "$tmp/out")"
	[ "$(sums)" = "$before" ] || wrong "$name" "a file was changed"
	[ -z "${SHOW:-}" ] || sed "s/^/$name: /" "$tmp/err"
}
