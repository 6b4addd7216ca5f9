#!/bin/sh
# test_reports.sh BUILD - reports as lines, CSV, JSON and HTML say the same; of nothing they say so.
set -u
. "$(dirname "$0")/../support/lib.sh"
need carrel
export CARREL_NOW=2026-11-19T14:05:00Z
cd "$tmp" || exit 1
report() { timeout 30 "$carrel" -s c.db --as marta report "$@"; }

"$carrel" demo --into c.db --size desk --seed 1 >/dev/null || exit 1

says 'Report +What it says *texts' report
says '2026-10-21 to 2026-11-19, Europe/Madrid' report texts
says 'Text +Uses +Agents .*delivery\.late +[0-9]+ .*Unchanged: uses kept 100 %' report texts
says 'nobody used.*call\.abusive +Insults, a calm warning +0 +—' report texts
says 'always changed.*complaint\.apology .* [0-9]+ % of [0-9]+' report texts --from 2026-01-01
says 'Agent +Uses.*Ana Romero Vidal' report texts --by agent
says 'Queue +Uses.*billing' report texts --by queue
says 'Language +Uses.*ca +[0-9]' report texts --by language
says 'No text was used in these days' report texts --from 2020-01-01 --to 2020-01-31
says '^report,section,from,to,zone,text,uses,agents,unedited,unedited_n' report texts --format csv
says '^\{.*"report": *"texts".*"zone": *"Europe/Madrid".*"formulas"' report texts --format json
says '"nobody_uses".*"always_changed"' "$carrel" --json -s c.db --as marta report texts
says '<!doctype html>.*<h1>Which texts.*<td>delivery.late</td>.*</html>' report texts --format html
refuses 'no report .calls.' report calls
refuses 'is no day' report texts --from yesterday
refuses 'before it begins' report texts --from 2026-11-01 --to 2026-10-01
refuses 'no format .pdf.' report texts --format pdf
refuses 'no .--by colour' report texts --by colour
refuses 'Only a supervisor' "$carrel" -s c.db --as ana report texts

# The same number of uses whichever way they are put together.
sums=$(for by in text agent queue language; do
	report texts --by $by --format csv | tr -d '\r' | awk -F, '
		$1 == "report" { uses = $2 }
		$2 == "uses" { sum += $7 }
		END { print sum }'
done | sort -u)
check "the sums agree: $sums" test "$(echo "$sums" | grep -cE '^[1-9][0-9]*$')" -eq 1
check "and are all there: $sums" test "$(echo "$sums" | wc -l)" -eq 1
finish
