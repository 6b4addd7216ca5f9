/* What a new centre starts with is written as its own file would be, so there is one reader and
 * the example shows exactly what is in force. */
#include "conf/config_builtin.h"

/* clang-format off */
const char config_builtin_queues[] =
	"# Where contacts wait, and how soon each channel is promised an answer:\n"
	"# 20s, 3m, 2h, 1d by the clock; 15wd in working days.\n"
	"queues:\n"
	"  - slug: general\n"
	"    title: {en: General, es: General, ca: General}\n"
	"    promise: {call: 20s, mail: 1d, chat: 1m, callback: 2h}\n";

const char config_builtin_outcomes[] =
	"# What F8 offers when a contact ends. key: the digit, or none to stand under More only.\n"
	"# state: where the case goes (open, waiting_customer, waiting_us, solved, closed); none leaves\n"
	"# it as it is. ask: date, queue or more. follow_up: the date offered. mark: complaint, abuse or\n"
	"# wrong_number.\n"
	"outcomes:\n"
	"  - {key: 1, id: solved, title: {en: Solved, es: Resuelto, ca: Resolt}, state: solved}\n"
	"  - key: 2\n"
	"    id: waiting_customer\n"
	"    title: {en: Waiting for customer, es: Pendiente del cliente, ca: Pendent del client}\n"
	"    state: waiting_customer\n"
	"    follow_up: 7d\n"
	"    next_action: {en: Ask whether it is solved, es: Preguntar si está resuelto, ca: Preguntar si està resolt}\n"
	"  - key: 3\n"
	"    id: waiting_us\n"
	"    title: {en: Waiting for us, es: Pendiente nuestro, ca: Pendent nostre}\n"
	"    state: waiting_us\n"
	"    ask: date\n"
	"    follow_up: 1d\n"
	"    next_action: {en: Do what we promised, es: Hacer lo prometido, ca: Fer el que hem promès}\n"
	"  - key: 4\n"
	"    id: callback\n"
	"    title: {en: Callback, es: Devolver la llamada, ca: Tornar la trucada}\n"
	"    state: waiting_us\n"
	"    ask: date\n"
	"    follow_up: 2h\n"
	"    next_action: {en: Call back, es: Devolver la llamada, ca: Tornar la trucada}\n"
	"  - {key: 5, id: transfer, title: {en: Transfer, es: Transferir, ca: Transferir}, state: open, ask: queue}\n"
	"  - {key: 6, id: wrong_number, title: {en: Wrong number, es: Número equivocado, ca: Número equivocat}, mark: wrong_number}\n"
	"  - key: 7\n"
	"    id: complaint\n"
	"    title: {en: Complaint, es: Reclamación, ca: Reclamació}\n"
	"    state: waiting_us\n"
	"    mark: complaint\n"
	"    follow_up: 1d\n"
	"    next_action: {en: Answer the complaint, es: Responder a la reclamación, ca: Respondre a la reclamació}\n"
	"  - {key: 8, id: abuse, title: {en: Abuse, es: Insultos, ca: Insults}, mark: abuse}\n"
	"  - {key: 9, id: more, title: {en: More, es: Más, ca: Més}, ask: more}\n"
	"  - {id: no_answer, title: {en: Nobody answered, es: No contesta, ca: No contesta}, state: waiting_us, follow_up: 1d}\n"
	"  - {id: information, title: {en: Information given, es: Información dada, ca: Informació donada}, state: solved}\n"
	"  - {id: silent, title: {en: Silent call, es: Llamada muda, ca: Trucada muda}, mark: wrong_number}\n";

const char config_builtin_causes[] =
	"# What may have been behind a case, apart from what the customer called about. `cause` and its\n"
	"# window offer these and take no other word, so that they can be counted.\n"
	"causes:\n"
	"  - {id: billing_error, title: {en: Billing error, es: Error de facturación, ca: Error de facturació}}\n"
	"  - {id: delivery, title: {en: Late or lost delivery, es: Entrega tardía o perdida, ca: Lliurament tardà o perdut}}\n"
	"  - {id: faulty_product, title: {en: Faulty product, es: Producto defectuoso, ca: Producte defectuós}}\n"
	"  - {id: outage, title: {en: Service outage, es: Corte del servicio, ca: Tall del servei}}\n"
	"  - {id: installation, title: {en: Installation or settings, es: Instalación o ajustes, ca: Instal·lació o configuració}}\n"
	"  - {id: wrong_information, title: {en: Wrong or missing information, es: Información errónea o incompleta, ca: Informació errònia o incompleta}}\n"
	"  - {id: our_mistake, title: {en: Our own mistake, es: Error nuestro, ca: Error nostre}}\n"
	"  - {id: customer_mistake, title: {en: Mistake by the customer, es: Error del cliente, ca: Error del client}}\n"
	"  - {id: third_party, title: {en: Somebody else (bank or courier), es: Un tercero (banco o mensajería), ca: Un tercer (banc o missatgeria)}}\n";
/* clang-format on */
