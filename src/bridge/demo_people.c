/* demo_people.c - names as they are met in Barcelona, Madrid, Palma and among those who moved there. */
#include "bridge/demo_people.h"

#include "carrel/arena.h"
#include "carrel/fold.h"

#include <string.h>

enum { ALL = 1 << DEMO_BILLING | 1 << DEMO_TECH | 1 << DEMO_ORDERS };

/* clang-format off */
const struct demo_agent demo_agents[] = {
	{"ana",    "Ana Romero Vidal",      ROLE_AGENT,      "en", "es,ca,en", ALL},
	{"bo",     "Bo Larsen",             ROLE_AGENT,      "en", "en,es",    1 << DEMO_TECH | 1 << DEMO_ORDERS},
	{"carme",  "Carme Puig Soler",      ROLE_AGENT,      "ca", "ca,es",    1 << DEMO_BILLING},
	{"dani",   "Daniel Ortega Ruiz",    ROLE_AGENT,      "es", "es,en",    1 << DEMO_TECH},
	{"elena",  "Elena Castro Gil",      ROLE_AGENT,      "es", "es",       1 << DEMO_BILLING | 1 << DEMO_ORDERS},
	{"ferran", "Ferran Riera Bosch",    ROLE_AGENT,      "ca", "ca,es,en", 1 << DEMO_TECH},
	{"grace",  "Grace Whitfield",       ROLE_AGENT,      "en", "en,es",    1 << DEMO_BILLING | 1 << DEMO_ORDERS},
	{"hugo",   "Hugo Molina Sanz",      ROLE_AGENT,      "es", "es,ca",    1 << DEMO_ORDERS},
	{"imane",  "Imane El Amrani",       ROLE_AGENT,      "ca", "ca,es,en", 1 << DEMO_TECH | 1 << DEMO_BILLING},
	{"jordi",  "Jordi Casals Font",     ROLE_AGENT,      "ca", "ca,es",    1 << DEMO_ORDERS | 1 << DEMO_TECH},
	{"lucia",  "Lucía Herrero Prieto",  ROLE_AGENT,      "es", "es,en",    1 << DEMO_BILLING},
	{"nuria",  "Núria Serra Pons",      ROLE_AGENT,      "ca", "ca,es,en", ALL},
	{"marta",  "Marta Vila Cortés",     ROLE_SUPERVISOR, "en", "es,ca,en", ALL},
	{"pau",    "Pau Ferrer Mas",        ROLE_TRAINEE,    "en", "ca,es,en", 1 << DEMO_ORDERS},
};
const size_t demo_agents_n = sizeof(demo_agents) / sizeof(*demo_agents);

static const char *const first_names[DEMO_LANGUAGES][40] = {
	[DEMO_ES] = {"María", "Carmen", "Ana", "Isabel", "Laura", "Cristina", "Marta", "Lucía", "Elena", "Pilar", "Raquel", "Sara", "Paula",
		"Beatriz", "Rosa", "Silvia", "Teresa", "Alicia", "Rocío", "Inés", "Antonio", "José", "Manuel", "Francisco", "David", "Javier", "Daniel",
		"Carlos", "Alejandro", "Miguel", "Rafael", "Pablo", "Ángel", "Sergio", "Fernando", "Alberto", "Diego", "Álvaro", "Rubén", "Andrés"},
	[DEMO_CA] = {"Montserrat", "Núria", "Mercè", "Laia", "Anna", "Mireia", "Marta", "Júlia", "Neus", "Aina", "Gemma", "Carla", "Roser", "Berta",
		"Eulàlia", "Queralt", "Ona", "Sílvia", "Alba", "Clara", "Jordi", "Marc", "Josep", "Joan", "Pere", "Arnau", "Pol", "Oriol", "Albert",
		"Xavier", "Martí", "Gerard", "Ramon", "Guillem", "Ferran", "Bernat", "Lluís", "Enric", "Quim", "Biel"},
	[DEMO_EN] = {"Emma", "Olivia", "Sophie", "Charlotte", "Hannah", "Rachel", "Alice", "Megan", "Lucy", "Eleanor", "Priya", "Aisha", "Claire",
		"Fiona", "Joanna", "Nicola", "Amy", "Kate", "Victoria", "Ruth", "James", "Thomas", "William", "Oliver", "Daniel", "Michael", "Andrew",
		"Peter", "Simon", "Robert", "Callum", "Samuel", "Omar", "Kevin", "Patrick", "George", "Stephen", "Luke", "Martin", "Adam"},
};

static const char *const surnames[DEMO_LANGUAGES][40] = {
	[DEMO_ES] = {"García", "Fernández", "González", "Rodríguez", "López", "Martínez", "Sánchez", "Pérez", "Gómez", "Martín", "Jiménez", "Ruiz",
		"Hernández", "Díaz", "Moreno", "Muñoz", "Álvarez", "Romero", "Alonso", "Gutiérrez", "Navarro", "Torres", "Domínguez", "Vázquez", "Ramos",
		"Gil", "Ramírez", "Serrano", "Blanco", "Molina", "Suárez", "Ortega", "Delgado", "Castro", "Ortiz", "Rubio", "Marín", "Iglesias", "Núñez",
		"Cortés"},
	[DEMO_CA] = {"Vila", "Serra", "Puig", "Ferrer", "Soler", "Roca", "Font", "Bosch", "Pujol", "Riera", "Mas", "Vidal", "Casas", "Sala", "Costa",
		"Pons", "Grau", "Solé", "Rovira", "Camps", "Comas", "Batlle", "Coll", "Esteve", "Prat", "Miralles", "Guasch", "Torrent", "Llorens", "Sabaté",
		"Fàbregas", "Cardona", "Oller", "Valls", "Bonet", "Carbonell", "Farré", "Planas", "Escudé", "Masip"},
	[DEMO_EN] = {"Smith", "Jones", "Taylor", "Brown", "Williams", "Wilson", "Johnson", "Davies", "Patel", "Wright", "Walker", "White", "Edwards",
		"Green", "Hall", "Wood", "Harris", "Clarke", "Jackson", "Turner", "Hill", "Cooper", "Ward", "Morris", "Bell", "Murphy", "Kelly", "O'Brien",
		"Campbell", "Stewart", "Khan", "Fraser", "Bennett", "Carter", "Hughes", "Foster", "Reid", "Simpson", "Marshall", "Shaw"},
};

static const char *const firms[DEMO_LANGUAGES][12] = {
	[DEMO_ES] = {"Talleres %s, S.L.", "Panadería %s", "Gestoría %s", "Clínica Dental %s", "Ferretería %s", "Transportes %s, S.A.", "Floristería %s",
		"Academia %s", "Restaurante Casa %s", "Reformas %s, S.L.", "Óptica %s", "Librería %s"},
	[DEMO_CA] = {"Tallers %s, SL", "Forn %s", "Gestoria %s", "Clínica Dental %s", "Ferreteria %s", "Transports %s, SA", "Floristeria %s",
		"Acadèmia %s", "Restaurant Can %s", "Reformes %s, SL", "Òptica %s", "Llibreria %s"},
	[DEMO_EN] = {"%s & Sons", "%s Language School", "%s Property Care", "%s Yacht Services", "The %s Bakery", "%s Translations", "%s Dental Care",
		"%s Bikes", "Studio %s", "%s Consulting", "Café %s", "%s Books"},
};

static const char *const streets[DEMO_LANGUAGES][12] = {
	[DEMO_ES] = {"Calle Mayor", "Calle de Alcalá", "Avenida de la Constitución", "Calle del Carmen", "Paseo de la Estación", "Calle Real",
		"Plaza de España", "Calle San Juan", "Avenida de Andalucía", "Calle de la Iglesia", "Ronda de Valencia", "Calle Nueva"},
	[DEMO_CA] = {"Carrer Major", "Carrer de Mallorca", "Carrer de València", "Rambla Nova", "Carrer de Sants", "Passeig de Sant Joan",
		"Carrer del Bruc", "Plaça de l'Església", "Carrer de la Riera", "Avinguda de Catalunya", "Carrer Nou", "Carrer de Girona"},
	[DEMO_EN] = {"Carrer de Provença", "Calle Serrano", "Avinguda Diagonal", "Calle Larios", "Carrer de la Mar", "Paseo Marítimo",
		"Calle de Velázquez", "Carrer de Sant Miquel", "Avenida del Puerto", "Camí Vell", "Calle Sol", "Carrer de Blanes"},
};

struct town {
	const char *name;
	const char *post; /* first three digits of its codes */
	const char *area; /* of its telephone numbers */
};

static const struct town towns[DEMO_LANGUAGES][10] = {
	[DEMO_ES] = {{"Madrid", "280", "91"}, {"Valencia", "460", "96"}, {"Sevilla", "410", "95"}, {"Zaragoza", "500", "976"}, {"Málaga", "290", "95"},
		{"Murcia", "300", "968"}, {"Valladolid", "470", "983"}, {"Alicante", "030", "96"}, {"Granada", "180", "958"}, {"Bilbao", "480", "94"}},
	[DEMO_CA] = {{"Barcelona", "080", "93"}, {"Girona", "170", "972"}, {"Tarragona", "430", "977"}, {"Lleida", "250", "973"}, {"Sabadell", "082", "93"},
		{"Terrassa", "082", "93"}, {"Manresa", "082", "93"}, {"Palma", "070", "971"}, {"Reus", "432", "977"}, {"Vic", "085", "93"}},
	[DEMO_EN] = {{"Barcelona", "080", "93"}, {"Palma", "070", "971"}, {"Málaga", "290", "95"}, {"Alicante", "030", "96"}, {"Valencia", "460", "96"},
		{"Sitges", "088", "93"}, {"Marbella", "296", "95"}, {"Madrid", "280", "91"}, {"Ibiza", "078", "971"}, {"Dénia", "037", "96"}},
};

/* Countries whose numbers turn up in Barcelona; the digits after the prefix are random. */
static const struct {
	const char *prefix;
	int digits;
} foreign[] = {{"+447400", 6}, {"+447911", 6}, {"+1212555", 4}, {"+1415555", 4}, {"+3361", 7}, {"+3367", 7}, {"+3763", 5}};
/* clang-format on */

enum { NAMES = 40, KINDS = 12, TOWNS = 10 };

static const char *pick(struct rng *r, const char *const *list, uint32_t n)
{
	return list[rng_below(r, n)];
}

static const char *phone_with(struct rng *r, const char *prefix, int digits, struct arena *a)
{
	uint32_t limit = 1;
	for (int i = 0; i < digits; i++)
		limit *= 10;
	return arena_printf(a, "%s%0*u", prefix, digits, rng_below(r, limit));
}

const char *demo_phone_mobile(struct rng *r, struct arena *a)
{
	return rng_percent(r, 88) ? phone_with(r, "+346", 8, a) : phone_with(r, "+3471", 7, a);
}

static const char *landline_of(struct rng *r, const struct town *town, struct arena *a)
{
	const char *prefix = arena_printf(a, "+34%s", town->area);
	return phone_with(r, prefix, 9 - (int)strlen(town->area), a);
}

static const char *phone_of(struct rng *r, enum demo_language language, struct arena *a)
{
	uint32_t from_abroad = language == DEMO_EN ? 45 : 2;
	if (!rng_percent(r, from_abroad))
		return demo_phone_mobile(r, a);
	size_t i = rng_below(r, sizeof(foreign) / sizeof(*foreign));
	return phone_with(r, foreign[i].prefix, foreign[i].digits, a);
}

/* "Ángel O'Brien" gives "angel.obrien". */
static const char *mail_name(const char *first, const char *last, struct arena *a)
{
	char *out = fold_text(a, arena_printf(a, "%s.%s", first, last));
	size_t n = 0;
	for (const char *s = out; *s; s++)
		if ((*s >= 'a' && *s <= 'z') || *s == '.')
			out[n++] = *s;
	out[n] = '\0';
	return out;
}

static void name_person(struct rng *r, int64_t n, struct arena *a, struct demo_person *p)
{
	static const char *const domains[] = {"example.org", "example.com", "example.net"};
	const char *first = pick(r, first_names[p->language], NAMES);
	const char *last = pick(r, surnames[p->language], NAMES);
	if (p->language == DEMO_EN)
		p->name = arena_printf(a, "%s %s", first, last);
	else
		p->name = arena_printf(
			a, "%s %s %s", first, last, pick(r, surnames[p->language], NAMES));
	p->email = arena_printf(
		a, "%s%lld@%s", mail_name(first, last, a), (long long)n, pick(r, domains, 3));
}

static void name_firm(struct rng *r, int64_t n, struct arena *a, struct demo_person *p)
{
	const char *pattern = pick(r, firms[p->language], KINDS);
	const char *owner = pick(r, surnames[p->language], NAMES);
	const char *hole = strstr(pattern, "%s");
	p->name = arena_printf(a, "%.*s%s%s", (int)(hole - pattern), pattern, owner, hole + 2);
	p->email = arena_printf(a, "%s%lld@example.com", mail_name("info", owner, a), (long long)n);
}

void demo_person_make(struct rng *r, int64_t n, struct arena *a, struct demo_person *p)
{
	uint32_t dice = rng_below(r, 100);
	*p = (struct demo_person){
		.language = dice < 48 ? DEMO_ES
			: dice < 84   ? DEMO_CA
				      : DEMO_EN,
		.company = rng_percent(r, 7),
	};
	const struct town *town = &towns[p->language][rng_below(r, TOWNS)];
	p->city = town->name;
	p->address = arena_printf(a, "%s, %u, %s%02u %s", pick(r, streets[p->language], KINDS),
		1 + rng_below(r, 180), town->post, 1 + rng_below(r, 40), town->name);
	if (p->company)
		name_firm(r, n, a, p);
	else
		name_person(r, n, a, p);
	p->phone = p->company ? landline_of(r, town, a) : phone_of(r, p->language, a);
	if (!p->company && rng_percent(r, 25))
		p->landline = landline_of(r, town, a);
}

const char *demo_city(struct rng *r, enum demo_language language)
{
	return towns[language][rng_below(r, TOWNS)].name;
}
