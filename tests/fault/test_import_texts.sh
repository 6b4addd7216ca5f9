#!/bin/sh
# test_import_texts.sh BUILD - other help desks' replies: each fixture comes in as texts without a
# problem, a dry run and a second run write no byte, and what is wrong is refused in one sentence.
set -u
. "$(dirname "$0")/../support/lib.sh"
need carrel
fixtures=$root/tests/fixtures/import-texts
mkdir "$tmp/d"
# Away from share/: only the texts of this test are there.
cp "$carrel" "$tmp/carrel" || exit 1
carrel=$tmp/carrel
watched="$tmp/d $HOME"
cd "$tmp/d" || exit 1

# ---- every system's fixture: told whose it is, dry, in, and again ----
while read -r file label new; do
	folder=in-${file%.*}
	works "$file, dry" "Read as .*$label" "$carrel" import texts "$fixtures/$file" --into "$folder" --dry-run
	[ -e "$folder" ] && wrong "$file" 'a dry run made the folder'
	works "$file" "^$new new, 0 changed, 0 known" "$carrel" import texts "$fixtures/$file" --into "$folder"
	before=$(sums)
	works "$file, again" "^0 new, 0 changed, $new known" "$carrel" import texts "$fixtures/$file" --into "$folder"
	[ "$(sums)" = "$before" ] || wrong "$file" 'the second run wrote something'
	printf 'format: carrel-config/1\ntexts: [%s]\n' "$tmp/d/$folder" >check.yaml
	timeout 20 "$carrel" -c check.yaml text check >"$tmp/out" 2>"$tmp/err"
	grep -q "$folder" "$tmp/out" || wrong "$file" 'text check does not see the folder'
	grep -E "$folder.*: error:" "$tmp/out" | grep -v 'missing-language' && wrong "$file" 'text check has errors'
done <<E
zammad.csv Zammad 4
chatwoot.json Chatwoot 2
freescout.json FreeScout 2
osticket.yaml osTicket 2
plain.csv table 2
frappe.json Frappe 2
uvdesk.csv UVdesk 1
znuny.csv Znuny 2
salesforce.csv Salesforce 1
responses.yaml responses 1
E

# ---- by standard input, with a map, in JSON ----
seen=$((seen + 1))
"$carrel" --json import texts - --into in-stdin <"$fixtures/zammad.csv" >"$tmp/out" 2>"$tmp/err" ||
	wrong 'standard input' "status $?"
for key in '"from": *"zammad"' '"created": *4' '"errors": *0' '"written": *true' \
	'"kind": *"placeholder"' '"about": *"#{ticket.organization.name}"' '"line": *5'; do
	grep -qE "$key" "$tmp/out" || wrong 'JSON' "no $key"
done
cat >map.yaml <<E
format: carrel-import-map/1
placeholders: {ticket.organization.name: customer.name}
categories: {Logistics: delivery}
E
works 'a map' 'delivery.yaml' "$carrel" import texts "$fixtures/zammad.csv" --into in-map --map map.yaml
grep -q 'organization' "$tmp/err" && wrong 'a map' 'the mapped placeholder is still listed'
printf 'Nombre,Cuerpo\nHola,Buenas\n' >own.csv
works 'columns' '1 new' "$carrel" import texts own.csv --from csv --map Nombre=title,Cuerpo=text --lang es \
	--into in-own
grep -q 'es: Buenas' in-own/*.yaml || wrong 'columns' 'not in the language that was given'

# ---- out ----
works 'export' '[0-9]+ texts' "$carrel" export texts out.csv --texts-in in-zammad
head -1 out.csv | grep -q '^id,short,title,language,' || wrong 'export' 'no header'
for format in json yaml html; do
	works "export $format" . "$carrel" export texts - --format $format --texts-in in-zammad
done
works 'export of one language' 'Lamento' "$carrel" export texts - --format csv --language es --texts-in in-zammad
grep -q 'I am sorry' "$tmp/out" && wrong 'export of one language' 'it holds another one'

# ---- what is wrong ----
printf 'name,content\n"open,quote\n' >cut.csv
printf '[{"short_code": "a", "content"' >cut.json
printf '\000\001\002\377\376' >binary.csv
: >empty.csv
printf 'a,b\n1,2\n' >strange.csv
printf 'name,content\nGood,Text\nBad,\n' >bad.csv
printf -- '- title: a\n  response: [\n' >broken.yaml
mkdir broken
printf 'format: carrel-texts/1\ntexts: 5\n' >broken/own.yaml
printf 'format: carrel-import-map/1\nplaceholder: {a: b}\n' >badmap.yaml
refused 'cut off' 1 'cut.csv.*(cut off|quote)' "$carrel" import texts cut.csv --into x
refused 'JSON cut off' 1 'cut.json.*cut off' "$carrel" import texts cut.json --into x
refused 'binary' 1 'binary.csv.*UTF-8' "$carrel" import texts binary.csv --into x
refused 'empty' 1 'empty.csv.*no texts' "$carrel" import texts empty.csv --into x
refused 'strange columns' 1 'strange.csv.*--from' "$carrel" import texts strange.csv --into x
refused 'not of that system' 1 'osTicket' "$carrel" import texts "$fixtures/zammad.csv" --from osticket --into x
refused 'a bad row' 1 'bad.csv:3.*--skip-bad' "$carrel" import texts bad.csv --into x
refused 'broken YAML' 1 'broken.yaml:[0-9]+' "$carrel" import texts broken.yaml --into x
refused 'a broken folder' 1 'own.yaml:2' "$carrel" import texts "$fixtures/zammad.csv" --into broken
refused 'into a file' 1 'bad.csv is a file' "$carrel" import texts "$fixtures/zammad.csv" --into bad.csv
refused 'no such file' 1 'none.csv' "$carrel" import texts none.csv --into x
refused 'unknown system' 1 '--from .*zammad' "$carrel" import texts bad.csv --from lotus --into x
refused 'no language' 1 'english.*es or ca' "$carrel" import texts bad.csv --lang english --into x
refused 'a bad map' 1 'badmap.yaml:2.*placeholders' "$carrel" import texts bad.csv --map badmap.yaml --into x
refused 'no such map' 1 'nomap' "$carrel" import texts bad.csv --map nomap --into x
refused 'unknown format' 1 '--format .*html' "$carrel" export texts x.pdf --format pdf
refused 'no text in it' 1 'no text in that language' "$carrel" export texts x.csv --language de \
	--texts-in in-zammad
refused 'no such folder' 1 'nowhere' "$carrel" export texts x.csv --texts-in nowhere
refused 'what to export' 2 'usage: carrel export' "$carrel" export frogs x.csv
works 'the control: the rest of it' '1 new.*1 wrong' "$carrel" import texts bad.csv --skip-bad --into x

if [ "$(id -u)" -ne 0 ]; then
	mkdir locked
	chmod 555 locked
	refused 'no leave to write' 1 'locked' "$carrel" import texts "$fixtures/zammad.csv" --into locked
fi

finish
