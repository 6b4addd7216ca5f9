#!/bin/sh
# test_customers.sh BUILD - a customer as shell commands, on SQLite and on PostgreSQL: every field, numbers
# and names on networks, a company and its people, prospects, and two who are one and two again.
set -u
. "$(dirname "$0")/../support/lib.sh"
. "$root/tests/support/lib_desk.sh"
need carrel
cd "$tmp" || exit 1

make_centre() {
	as=admin
	does 'ready' init
	does 'Ana Prat' user add ana Ana Prat --languages en,es,ca
	as=ana
	does 'is new here' customer Marta Soler --phone '600 12 34 56'
	tells 'd["name"] == "Iberlink, S.L."' \
		customer Iberlink, S.L. --kind company --phone 931112233
	firm=$(value_of id)
	does 'is new here' customer Iberia Travel --kind company
}

each_field() {
	while read -r field value key; do
		tells "str(d['customer']['$key']).lower() == '$value'" \
			customer-set "$field" "$value" --customer 1
		does 'Undone: customer changed' undo
		tells "str(d['customer']['$key']).lower() != '$value'" show --customer 1
		does 'Done again' redo
		tells "str(d['customer']['$key']).lower() == '$value'" show --customer 1
		does 'Undone' undo
	done <<-F
		kind company kind
		name rosa name
		standing former standing
		language ca language
		tone casual tone
		address sun address
		warning slowly alert
		tags vip tags
		loyalty gold loyalty
		born 1963-05-26 born
	F
}

refused() {
	denied 'There is no “shoe”' customer-set shoe 42 --customer 1
	denied 'prospect, customer, former' customer-set standing friend --customer 1
	denied 'yes or no' customer-set vip perhaps --customer 1
	denied 'needs a name' customer-set name - --customer 1
	denied 'not a language' customer-set language catalan --customer 1
	denied 'card number' customer-set warning 4111 1111 1111 1111 --customer 1
	denied 'card number' identity add 4111111111111111 --kind handle --customer 1
	denied 'Nobody is in hand' customer-set tone casual
	denied 'no customer with the number 999' customer-set tone casual --customer 999
	denied 'is not a company' customer-set company 1 --customer 1
	denied 'no company like' customer-set company Zzyzx --customer 1
	denied 'more than one company' customer-set company Iber --customer 1
}

ways() {
	tells 'd["identity"] == {"kind": "phone", "value": "+34934445566", "shown": "93 444 55 66", "main": False}' \
		identity add 93 444 55 66 --customer 1
	tells 'd["identity"]["kind"] == "email" and d["identity"]["main"]' \
		identity add Marta@Example.org --customer 1
	tells 'd["identity"]["kind"] == "handle"' identity add telegram:marta --customer 1
	denied 'already' identity add +34934445566 --customer 1
	denied 'is not a mail address' identity add a@b@c --customer 1
	does 'reached by first' identity main 934445566 --customer 1
	tells '[i["value"] for i in d["identities"] if i["main"]] == ["+34934445566", "marta@example.org", "telegram:marta"]' \
		show --customer 1
	does 'is .*@martasoler now' identity change telegram:marta @martasoler --customer 1
	denied 'is not known' identity drop telegram:marta --customer 1
	does 'is not Marta' identity drop 934445566 --customer 1
	tells '[i["value"] for i in d["identities"] if i["kind"] == "phone" and i["main"]] == ["+34600123456"]' \
		show --customer 1
	does 'Undone: way to reach a customer' undo
	tells 'sum(i["kind"] == "phone" for i in d["identities"]) == 2' show --customer 1
}

company() {
	tells 'd["customer"]["company_id"] == '"$firm" customer-set company iberlink --customer 1
	tells 'd["people_count"] == 1 and d["people"][0]["id"] == 1' show --customer "$firm"
	tells 'd["company"] == "Iberlink, S.L."' show --customer 1
	denied 'stays a company' customer-set kind person --customer "$firm"
	# Somebody else of theirs, with the number of the company.
	does 'Perhaps of Iberlink.*customer-set company' customer Luis Ibáñez --phone 931112233
	does 'Undone' undo
	tells 'd["company_id"] == '"$firm"' and d["similar"][0]["kind"] == "company"' \
		customer Luis Ibáñez --phone 931112233 --company "$firm"
	luis=$(value_of id)
	tells 'd["people_count"] == 2' show --customer "$firm"
	does 'nothing any more' customer-set company - --customer "$luis"
	tells 'd["people_count"] == 1' show --customer "$firm"
}

# The company's number rings, and it is one of its people.
calls() {
	as=admin
	does 'Ringing' call ring --queue general --from +34931112233
	as=ana
	tells 'd["hand"]["customer"] is not None or d["hand"]["customers"] > 1' next
	does 'On the line' attach --customer "$firm"
	tells 'd["company_id"] == '"$firm" customer Núria Vila --company "$firm"
	nuria=$(value_of id)
	tells 'any(i["value"] == "+34931112233" for i in d["identities"])' show --customer "$nuria"
	does 'Standing: Former' customer-set standing former
	tells 'd["customer"]["standing"] == "former"' show --customer "$nuria"
	does 'Done' outcome wrong_number
}

one_of_two() {
	does 'is new here' customer Martha Soller --mail soller@example.org
	twin=$(value_of id)
	tells 'd["name"] == "Martha Soller"' customer Martha Soller --mail martha@example.org
	twin=$(value_of id)
	does 'is now Marta Soler' merge "$twin" 1
	does 'Martha Soller, #'"$twin"', was merged into Marta Soler' show --customer "$twin"
	tells 'd["merged"] == '"$twin"' and d["customer"]["id"] == 1 and d["names_before"] == ["Martha Soller"]' \
		show --customer "$twin"
	does 'was Martha Soller' find martha soller
	does 'Marta Soler.*Tone: Casual' customer-set tone casual --customer "$twin"
	denied 'merged into 1 already' merge "$twin" "$firm"
	does 'of their own again' unmerge "$twin"
	tells '"merged" not in d and d["customer"]["name"] == "Martha Soller"' show --customer "$twin"
	does 'every one as it was written' audit verify
}

whole_story() {
	make_centre
	each_field
	refused
	ways
	company
	calls
	one_of_two
}

on_engines whole_story
finish
