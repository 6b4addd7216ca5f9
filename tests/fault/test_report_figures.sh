#!/bin/sh
# test_report_figures.sh BUILD - `report texts` against the bare rows of the store, counted another way; and
# its headings and formulas in three languages.
set -u
. "$(dirname "$0")/../support/lib.sh"
need carrel
export CARREL_NOW=2026-11-19T14:05:00Z
cd "$tmp" || exit 1
"$carrel" demo --into c.db --size desk --seed 1 >/dev/null || exit 1

# ---- words, as a person sees them: rows of texts and runs of spaces left out ----
for language in en es ca; do
	LC_ALL='' LANG=$language LANGUAGE=$language "$carrel" -s c.db --as marta report texts >out.txt || exit 1
	grep -vE '^[a-z]+\.[a-z_]+ ' out.txt | sed 's/  */ /g; s/ $//' >"words.$language"
	wanted=$root/tests/fault/plain/report-texts.$language
	[ -n "${BLESS:-}" ] && cp "words.$language" "$wanted"
	seen=$((seen + 1))
	cmp -s "words.$language" "$wanted" || {
		echo "the words of report texts in $language are others (BLESS=1 keeps them):"
		diff "$wanted" "words.$language"
		failed=$((failed + 1))
	}
done
cmp -s words.en words.es && { echo "Spanish is English"; failed=$((failed + 1)); }

# ---- figures: three tables as they lie in the file, joined and counted by awk ----
command -v sqlite3 >/dev/null 2>&1 || skip "no sqlite3 to read the bare rows with"
# The demo's customers are content; so that no figure is 0, some of the rows say otherwise.
sqlite3 c.db "UPDATE text_use SET inserted = 0 WHERE id % 11 = 0;
	UPDATE text_use SET rights = 'ES-CT' WHERE id % 17 = 0;
	UPDATE casefile SET state = 'open', solved_at = NULL, closed_at = NULL WHERE id % 13 = 0;
	UPDATE contact SET outcome = 'solved' WHERE id % 3 = 0;
	UPDATE contact SET direction = 'in' WHERE id % 2 = 0;
	UPDATE contact SET at = (SELECT min(f.at) FROM contact AS f WHERE f.case_id = contact.case_id) + id % 9 * 86400000
		WHERE id % 4 = 0 AND case_id IS NOT NULL;" || exit 1
row() { sqlite3 -separator '|' c.db "$1"; }
row "SELECT 'u', id, text_id, coalesce(agent_id, 0), coalesce(case_id, 0), coalesce(contact_id, 0), at, inserted, kept,
	rights IS NOT NULL FROM text_use ORDER BY id" >rows.txt
row "SELECT 'c', id, state, coalesce(solved_at, closed_at, 0) FROM casefile" >>rows.txt
row "SELECT 't', id, coalesce(case_id, 0), direction, at, coalesce(outcome, '') FROM contact ORDER BY case_id, id" >>rows.txt
from=$(date -u -d '2026-01-01 00:00 -0100' +%s)000 # Madrid's winter: the day begins at 23:00 UTC
to=$(date -u -d '2026-11-19 23:00' +%s)000
LC_ALL=C awk -F'|' -v from="$from" -v to="$to" '
	$1 == "u" { n++; text[n] = $3; agent[n] = $4; case_of[n] = $5; contact_of[n] = $6; at[n] = $7; put[n] = $8; kept[n] = $9; right[n] = $10 }
	$1 == "c" { state[$2] = $3; done_at[$2] = $4 }
	$1 == "t" { outcome[$2] = $6; m = ++many[$3]; id[$3, m] = $2; way[$3, m] = $4; when[$3, m] = $5 }
	END {
		for (i = 1; i <= n; i++) {
			if (at[i] + 0 < from + 0 || at[i] + 0 >= to + 0)
				continue
			t = text[i]
			uses[t]++
			if (!((t, agent[i]) in known)) { known[t, agent[i]] = 1; agents[t]++ }
			if (put[i] > 0) { measured[t]++; sum[t] += kept[i]; whole[t] += kept[i] == 100 }
			rights[t] += right[i]
			c = case_of[i]
			if (c > 0) {
				in_case[t]++
				s = state[c]
				solved[t] += (s == "solved" || s == "closed") && done_at[c] + 0 >= at[i] + 0
			}
			if (outcome[contact_of[i]] == "solved") {
				ended[t]++
				again = 0
				for (k = 1; k <= many[c]; k++)
					if (id[c, k] + 0 > contact_of[i] + 0 && way[c, k] == "in" && when[c, k] + 0 > at[i] + 0 &&
						when[c, k] - at[i] <= 7 * 86400000)
						again = 1
				back[t] += again
			}
		}
		for (t in uses)
			print t "|" uses[t] "|" agents[t] "|" share(whole[t], measured[t]) "|" measured[t] + 0 "|" \
				mean(sum[t], measured[t]) "|" share(solved[t], in_case[t]) "|" in_case[t] + 0 "|" \
				share(back[t], ended[t]) "|" ended[t] + 0 "|" rights[t] + 0
	}
	function share(a, b) { return b > 0 ? sprintf("%.1f", 100 * a / b) : "" }
	function mean(a, b) { return b > 0 ? sprintf("%.1f", a / b) : "" }
' rows.txt | LC_ALL=C sort >oracle.txt
"$carrel" -s c.db --as marta report texts --from 2026-01-01 --to 2026-11-19 --format csv >report.csv || exit 1
LC_ALL=C awk -F, '$1 == "texts" && $2 == "uses" {
	print $6 "|" $7 "|" $8 "|" $9 "|" $10 "|" $11 "|" $13 "|" $14 "|" $15 "|" $16 "|" $17 }' report.csv |
	LC_ALL=C sort >said.txt
seen=$((seen + 1))
texts=$(wc -l <oracle.txt) uses=$(awk -F'|' '{ n += $2 } END { print n }' oracle.txt)
back=$(awk -F'|' '$9 + 0 > 0 { n++ } END { print n + 0 }' oracle.txt)
if [ "$texts" -lt 30 ] || [ "$uses" -lt 1500 ] || [ "$back" -lt 5 ]; then
	echo "the demo centre has too few uses to tell anything: $texts texts, $uses uses"
	failed=$((failed + 1))
fi
cmp -s oracle.txt said.txt || {
	echo "report texts counts otherwise than the rows say (< rows, > report):"
	diff oracle.txt said.txt | head -20
	failed=$((failed + 1))
}
echo "figures: $texts texts, $uses uses, $back of them with a customer who came back"
finish "report texts: words in 3 languages, figures of $texts texts"
