#!/bin/sh
# test_reports.sh BUILD - reports as lines, CSV, JSON and HTML say the same; of nothing they say so.
set -u
build=${1:-${CARREL_BUILD:-build/release}}
build=$(cd "$build" && pwd) || exit 1
tmp=$(mktemp -d) || exit 1
trap 'rm -rf "$tmp"' EXIT
mkdir "$tmp/home"
export HOME="$tmp/home" LC_ALL=C.UTF-8 TZ=UTC CARREL_NOW=2026-11-19T14:05:00Z
unset CARREL_STORE CARREL_AGENT CARREL_CONFIG XDG_CONFIG_HOME XDG_DATA_HOME XDG_STATE_HOME
cd "$tmp" || exit 1
failed=0 seen=0
report() { "$build/carrel" -s c.db --as marta report "$@"; }

# try STATUS 'REGEX' COMMAND...: that exit status and an answer with the words.
try() {
	want=$1 regex=$2
	shift 2
	seen=$((seen + 1))
	"$@" >out 2>err </dev/null
	rc=$?
	if [ "$rc" -ne "$want" ] || ! { cat out err; echo; } | tr '\n' ' ' | grep -qE "$regex"; then
		echo "FAIL (status $rc) $*"
		sed 's/^/  /' out err
		failed=$((failed + 1))
	fi
}

"$build/carrel" demo --into c.db --size desk --seed 1 >/dev/null || exit 1

try 0 'Report +What it says *texts' report
try 0 '2026-10-21 to 2026-11-19, Europe/Madrid' report texts
try 0 'Text +Uses +Agents .*delivery\.late +[0-9]+ .*Unchanged: uses kept 100 %' report texts
try 0 'nobody used.*call\.abusive +Insults, a calm warning +0 +—' report texts
try 0 'always changed.*complaint\.apology .* [0-9]+ % of [0-9]+' report texts --from 2026-01-01
try 0 'Agent +Uses.*Ana Romero Vidal' report texts --by agent
try 0 'Queue +Uses.*billing' report texts --by queue
try 0 'Language +Uses.*ca +[0-9]' report texts --by language
try 0 'No text was used in these days' report texts --from 2020-01-01 --to 2020-01-31
try 0 '^report,section,from,to,zone,text,uses,agents,unedited,unedited_n' report texts --format csv
try 0 '^\{.*"report": *"texts".*"zone": *"Europe/Madrid".*"formulas"' report texts --format json
try 0 '"nobody_uses".*"always_changed"' "$build/carrel" --json -s c.db --as marta report texts
try 0 '<!doctype html>.*<h1>Which texts.*<td>delivery.late</td>.*</html>' report texts --format html
try 1 'no report .calls.' report calls
try 1 'is no day' report texts --from yesterday
try 1 'before it begins' report texts --from 2026-11-01 --to 2026-10-01
try 1 'no format .pdf.' report texts --format pdf
try 1 'no .--by colour' report texts --by colour
try 1 'Only a supervisor' "$build/carrel" -s c.db --as ana report texts

# The same number of uses whichever way they are put together.
sums=$(for by in text agent queue language; do
	report texts --by $by --format csv | tr -d '\r' | awk -F, '
		$1 == "report" { uses = $2 }
		$2 == "uses" { sum += $7 }
		END { print sum }'
done | sort -u)
seen=$((seen + 1))
case $sums in
*[!0-9]* | '' | 0)
	echo "FAIL the sums differ: $sums"
	failed=$((failed + 1))
	;;
esac

if [ "$failed" -gt 0 ]; then
	echo "$failed of $seen"
	exit 1
fi
echo "reports: $seen answers"
