/* demo_words.c - the matters of an invented provider of internet, telephone and a shop. */
#include "bridge/demo_words.h"

/* clang-format off */
const char *const demo_language_codes[DEMO_LANGUAGES] = {"es", "ca", "en"};

const struct demo_scenario demo_scenarios[] = {
{"overcharge", DEMO_BILLING, 12, {
	[DEMO_ES] = {
		"Cobro de más en la factura {invoice}",
		"Buenos días: en la factura {invoice} me han cobrado {amount} de más. ¿Pueden revisarlo y devolverme la diferencia, por favor?",
		"Lamento la molestia. He revisado la factura {invoice} y, en efecto, hay un cargo de {amount} que no corresponde. Le haremos el abono en la misma cuenta en un plazo de cinco días hábiles.",
		"Indica un cobro de más de {amount} en la factura {invoice}. Lo compruebo con el cliente: el cargo no corresponde. Abono solicitado a Facturación.",
		"Vuelve a llamar: el abono de {amount} todavía no aparece en su cuenta. Reclamado a Facturación con prioridad.",
		"Abono de {amount} emitido. El cliente lo ve ya en su cuenta y está conforme.",
		"Confirmar que el abono se ha emitido"},
	[DEMO_CA] = {
		"Cobrament de més a la factura {invoice}",
		"Bon dia: a la factura {invoice} m'han cobrat {amount} de més. Ho poden revisar i tornar-me la diferència, si us plau?",
		"Em sap greu la molèstia. He revisat la factura {invoice} i, en efecte, hi ha un càrrec de {amount} que no correspon. Li farem l'abonament al mateix compte en un termini de cinc dies hàbils.",
		"Indica un cobrament de més de {amount} a la factura {invoice}. Ho comprovo amb el client: el càrrec no correspon. Abonament demanat a Facturació.",
		"Torna a trucar: l'abonament de {amount} encara no surt al seu compte. Reclamat a Facturació amb prioritat.",
		"Abonament de {amount} emès. El client ja el veu al compte i hi està conforme.",
		"Confirmar que l'abonament s'ha emès"},
	[DEMO_EN] = {
		"Overcharged on invoice {invoice}",
		"Hello, I have been charged {amount} too much on invoice {invoice}. Could you check it and refund the difference, please?",
		"I am sorry about this. I have checked invoice {invoice} and there is indeed a charge of {amount} that should not be there. We will refund it to the same account within five working days.",
		"Says invoice {invoice} is {amount} too high. Checked together: the charge is wrong. Refund requested from Billing.",
		"Calls again: the refund of {amount} has not arrived yet. Chased with Billing as a priority.",
		"Refund of {amount} issued. Customer can see it in the account and is happy.",
		"Check that the refund has gone out"}}},
{"invoice_copy", DEMO_BILLING, 7, {
	[DEMO_ES] = {
		"Copia de la factura {invoice}",
		"Hola, necesito una copia de la factura {invoice} para la gestoría. ¿Me la pueden enviar por correo? Gracias.",
		"Le adjunto la copia de la factura {invoice}. También puede descargarla cuando quiera desde su área de cliente, en el apartado «Mis facturas».",
		"Pide copia de la factura {invoice} para su gestoría. Enviada por correo mientras hablamos; confirma que la ha recibido.",
		"Dice que el correo con la factura {invoice} no le ha llegado. Compruebo la dirección: había un error. Reenviada.",
		"Factura {invoice} recibida. Le explico cómo descargarla desde el área de cliente.",
		"Enviar de nuevo la factura a la dirección corregida"},
	[DEMO_CA] = {
		"Còpia de la factura {invoice}",
		"Hola, necessito una còpia de la factura {invoice} per a la gestoria. Me la poden enviar per correu? Gràcies.",
		"Li adjunto la còpia de la factura {invoice}. També la pot descarregar quan vulgui des de la seva àrea de client, a l'apartat «Les meves factures».",
		"Demana còpia de la factura {invoice} per a la gestoria. Enviada per correu mentre parlem; confirma que l'ha rebuda.",
		"Diu que el correu amb la factura {invoice} no li ha arribat. Comprovo l'adreça: hi havia un error. Reenviada.",
		"Factura {invoice} rebuda. Li explico com descarregar-la des de l'àrea de client.",
		"Tornar a enviar la factura a l'adreça corregida"},
	[DEMO_EN] = {
		"Copy of invoice {invoice}",
		"Hi, I need a copy of invoice {invoice} for my accountant. Could you e-mail it to me? Thank you.",
		"Please find a copy of invoice {invoice} attached. You can also download it at any time from your customer area, under \"My invoices\".",
		"Asks for a copy of invoice {invoice} for the accountant. Sent while on the phone; customer confirms it arrived.",
		"Says the mail with invoice {invoice} never came. Checked the address: there was a typo. Sent again.",
		"Invoice {invoice} received. Explained how to download it from the customer area.",
		"Send the invoice again to the corrected address"}}},
{"direct_debit", DEMO_BILLING, 6, {
	[DEMO_ES] = {
		"Recibo devuelto por el banco ({amount})",
		"Buenas tardes, el banco ha devuelto por error el recibo de {amount}. ¿Cómo puedo pagarlo sin que me corten la línea?",
		"No se preocupe: la línea sigue activa. Puede pagar los {amount} por transferencia o con el enlace de pago seguro que le acabamos de enviar. En cuanto llegue el pago, el aviso desaparece.",
		"El banco devolvió el recibo de {amount} por falta de saldo puntual. Le envío el enlace de pago seguro y dejo la línea protegida siete días.",
		"Ha pagado por transferencia pero el aviso sigue saliendo. Pido a Facturación que concilie el ingreso.",
		"Pago de {amount} recibido y conciliado. Aviso retirado.",
		"Comprobar que el pago ha entrado"},
	[DEMO_CA] = {
		"Rebut retornat pel banc ({amount})",
		"Bona tarda, el banc ha retornat per error el rebut de {amount}. Com el puc pagar sense que em tallin la línia?",
		"No pateixi: la línia continua activa. Pot pagar els {amount} per transferència o amb l'enllaç de pagament segur que li acabem d'enviar. Així que arribi el pagament, l'avís desapareix.",
		"El banc va retornar el rebut de {amount} per falta puntual de saldo. Li envio l'enllaç de pagament segur i deixo la línia protegida set dies.",
		"Ha pagat per transferència però l'avís encara surt. Demano a Facturació que conciliï l'ingrés.",
		"Pagament de {amount} rebut i conciliat. Avís retirat.",
		"Comprovar que el pagament ha entrat"},
	[DEMO_EN] = {
		"Direct debit returned ({amount})",
		"Good afternoon, my bank returned the direct debit of {amount} by mistake. How can I pay without losing the line?",
		"Please do not worry, your line stays on. You can pay the {amount} by transfer or with the secure payment link we have just sent. The notice goes away as soon as the payment arrives.",
		"Bank returned the debit of {amount}. Sent the secure payment link and protected the line for seven days.",
		"Paid by transfer but still sees the notice. Asked Billing to match the payment.",
		"Payment of {amount} received and matched. Notice removed.",
		"Check that the payment has come in"}}},
{"promotion_end", DEMO_BILLING, 7, {
	[DEMO_ES] = {
		"Sube la cuota al acabar la promoción",
		"Hola, este mes pago {amount} más que el mes pasado y nadie me ha avisado. Si no hay otra opción, prefiero darme de baja.",
		"Entiendo su malestar. Su descuento de doce meses terminó el {date}. Puedo ofrecerle la tarifa Fibra 600 sin permanencia, con la que volvería a pagar lo mismo que antes.",
		"Molesto: la cuota ha subido {amount} al terminar el descuento el {date}. Le ofrezco Fibra 600 sin permanencia. Lo piensa.",
		"Acepta Fibra 600 si se aplica desde este mes. Cambio tramitado; pido el ajuste de la última factura.",
		"Tarifa cambiada a Fibra 600 y última factura ajustada. Se queda con nosotros.",
		"Llamar para saber si acepta la oferta"},
	[DEMO_CA] = {
		"Puja la quota en acabar la promoció",
		"Hola, aquest mes pago {amount} més que el mes passat i ningú no m'ha avisat. Si no hi ha cap altra opció, prefereixo donar-me de baixa.",
		"Entenc el seu malestar. El seu descompte de dotze mesos es va acabar el {date}. Li puc oferir la tarifa Fibra 600 sense permanència, amb què tornaria a pagar el mateix que abans.",
		"Molest: la quota ha pujat {amount} en acabar-se el descompte el {date}. Li ofereixo Fibra 600 sense permanència. S'ho rumia.",
		"Accepta Fibra 600 si s'aplica des d'aquest mes. Canvi tramitat; demano l'ajust de l'última factura.",
		"Tarifa canviada a Fibra 600 i última factura ajustada. Es queda amb nosaltres.",
		"Trucar per saber si accepta l'oferta"},
	[DEMO_EN] = {
		"Price went up after the promotion",
		"Hello, this month I am paying {amount} more than last month and nobody told me. If there is nothing else, I would rather cancel.",
		"I understand. Your twelve-month discount ended on {date}. I can offer you Fibre 600 without a contract term, which brings you back to what you paid before.",
		"Upset: the fee went up by {amount} when the discount ended on {date}. Offered Fibre 600 without a term. Wants to think about it.",
		"Accepts Fibre 600 if it counts from this month. Change ordered; asked for the last invoice to be adjusted.",
		"Moved to Fibre 600 and last invoice adjusted. Stays with us.",
		"Call to ask whether they accept the offer"}}},
{"bank_account", DEMO_BILLING, 4, {
	[DEMO_ES] = {
		"Cambio de cuenta bancaria",
		"Buenos días, he cambiado de banco y quiero que el próximo recibo se cargue en la cuenta nueva. ¿Qué tengo que hacer?",
		"Para proteger sus datos, el cambio se hace desde su área de cliente, en «Forma de pago», o en cualquiera de nuestras tiendas con su documento de identidad. El recibo del {date} ya irá a la cuenta nueva.",
		"Quiere cambiar la cuenta de cargo. Identidad verificada con dos datos. Le guío por el área de cliente y lo hace durante la llamada.",
		"No encuentra la opción en el área de cliente. Le envío la guía y quedamos en hablar el {date}.",
		"Cuenta cambiada por el propio cliente. El próximo recibo va a la nueva.",
		"Comprobar que el próximo recibo va a la cuenta nueva"},
	[DEMO_CA] = {
		"Canvi de compte bancari",
		"Bon dia, he canviat de banc i vull que el pròxim rebut es carregui al compte nou. Què he de fer?",
		"Per protegir les seves dades, el canvi es fa des de la seva àrea de client, a «Forma de pagament», o a qualsevol de les nostres botigues amb el document d'identitat. El rebut del {date} ja anirà al compte nou.",
		"Vol canviar el compte de càrrec. Identitat verificada amb dues dades. El guio per l'àrea de client i ho fa durant la trucada.",
		"No troba l'opció a l'àrea de client. Li envio la guia i quedem de parlar el {date}.",
		"Compte canviat pel mateix client. El pròxim rebut va al nou.",
		"Comprovar que el pròxim rebut va al compte nou"},
	[DEMO_EN] = {
		"Change of bank account",
		"Good morning, I have moved to another bank and would like the next bill to go to the new account. What do I need to do?",
		"To protect your details, the change is made in your customer area under \"Payment\", or in any of our shops with your identity document. The bill of {date} will already go to the new account.",
		"Wants to change the account. Identity checked with two details. Guided through the customer area; done during the call.",
		"Cannot find the option in the customer area. Sent the guide; we speak again on {date}.",
		"Account changed by the customer. Next bill goes to the new one.",
		"Check that the next bill goes to the new account"}}},
{"router_offline", DEMO_TECH, 13, {
	[DEMO_ES] = {
		"Router sin conexión desde el {date}",
		"Hola, desde el {date} no tengo internet. La luz del router está en rojo y ya lo he apagado y encendido varias veces. Trabajo desde casa y lo necesito con urgencia.",
		"Siento que esté sin servicio. Hemos reiniciado su línea desde la central. Por favor, desconecte el router de la corriente treinta segundos y vuelva a conectarlo. Si la luz sigue en rojo, le enviaremos un técnico sin coste.",
		"Router con luz roja desde el {date}. Ya lo ha reiniciado. Prueba de línea: sin señal óptica. Visita de técnico pedida en {city}.",
		"Sigue sin servicio y trabaja desde casa. Le activo 50 GB en el móvil mientras llega el técnico.",
		"El técnico cambió la roseta. Línea estable, 600 Mb medidos. El cliente confirma que va bien.",
		"Confirmar la visita del técnico"},
	[DEMO_CA] = {
		"Router sense connexió des del {date}",
		"Hola, des del {date} no tinc internet. El llum del router està vermell i ja l'he apagat i encès unes quantes vegades. Treballo des de casa i el necessito amb urgència.",
		"Em sap greu que estigui sense servei. Hem reiniciat la seva línia des de la central. Si us plau, desconnecti el router del corrent trenta segons i torni'l a connectar. Si el llum continua vermell, li enviarem un tècnic sense cap cost.",
		"Router amb llum vermell des del {date}. Ja l'ha reiniciat. Prova de línia: sense senyal òptic. Visita de tècnic demanada a {city}.",
		"Continua sense servei i treballa des de casa. Li activo 50 GB al mòbil mentre arriba el tècnic.",
		"El tècnic ha canviat la roseta. Línia estable, 600 Mb mesurats. El client confirma que va bé.",
		"Confirmar la visita del tècnic"},
	[DEMO_EN] = {
		"Router offline since {date}",
		"Hi, I have had no internet since {date}. The light on the router is red and I have already switched it off and on several times. I work from home and need it urgently.",
		"I am sorry you are without service. We have reset your line from the exchange. Please unplug the router for thirty seconds and plug it in again. If the light is still red, we will send an engineer at no cost.",
		"Router shows a red light since {date}. Already restarted. Line test: no optical signal. Engineer booked in {city}.",
		"Still offline and works from home. Added 50 GB to the mobile until the engineer comes.",
		"Engineer replaced the wall socket. Line stable, 600 Mb measured. Customer confirms it works.",
		"Confirm the engineer's visit"}}},
{"slow_internet", DEMO_TECH, 9, {
	[DEMO_ES] = {
		"Internet lento por las noches",
		"Buenas, por las noches internet va lentísimo: no puedo ni ver una película. Durante el día funciona bien.",
		"Gracias por avisar. Vemos que su router usa un canal wifi muy ocupado a esas horas. Lo hemos cambiado a la banda de 5 GHz. ¿Puede comprobar esta noche si va mejor?",
		"Velocidad baja de 21 a 24 h, solo por wifi. Por cable mide bien. Cambio el canal y activo la banda de 5 GHz. Quedamos en que prueba esta noche.",
		"Algo mejor, pero el salón queda lejos del router. Le propongo un repetidor sin coste durante un año.",
		"Con el repetidor mide 310 Mb en el salón. Contento.",
		"Preguntar si por la noche va mejor"},
	[DEMO_CA] = {
		"Internet lent a les nits",
		"Bones, a les nits internet va lentíssim: no puc ni veure una pel·lícula. De dia funciona bé.",
		"Gràcies per avisar. Veiem que el seu router fa servir un canal wifi molt ocupat a aquestes hores. L'hem canviat a la banda de 5 GHz. Pot comprovar aquesta nit si va millor?",
		"Velocitat baixa de 21 a 24 h, només per wifi. Per cable mesura bé. Canvio el canal i activo la banda de 5 GHz. Quedem que ho prova aquesta nit.",
		"Una mica millor, però el menjador queda lluny del router. Li proposo un repetidor sense cost durant un any.",
		"Amb el repetidor mesura 310 Mb al menjador. Content.",
		"Preguntar si a la nit va millor"},
	[DEMO_EN] = {
		"Slow internet in the evenings",
		"Hi, in the evenings the internet is terribly slow, I cannot even watch a film. During the day it works fine.",
		"Thank you for telling us. Your router was on a wifi channel that is very busy at those hours; we have moved it to the 5 GHz band. Could you see tonight whether it is better?",
		"Slow from 9 to midnight, wifi only. Measures well by cable. Changed channel and switched on 5 GHz. Will test tonight.",
		"A little better, but the living room is far from the router. Offered a repeater, free for a year.",
		"Measures 310 Mb in the living room with the repeater. Happy.",
		"Ask whether the evenings are better"}}},
{"mobile_roaming", DEMO_TECH, 5, {
	[DEMO_ES] = {
		"Sin datos móviles en el extranjero",
		"Estoy de viaje y el móvil no tiene datos, solo llamadas. ¿Tengo que activar algo? Vuelvo el {date}.",
		"Ya hemos activado la itinerancia de datos en su línea. Reinicie el teléfono y compruebe que «Datos en itinerancia» está encendido. Dentro de la Unión Europea no tiene coste adicional.",
		"De viaje, sin datos. Itinerancia desactivada en su línea. La activo y lo prueba durante la llamada: funciona.",
		"Ha cambiado de país y vuelve a estar sin datos. Le doy el punto de acceso correcto.",
		"Datos en itinerancia funcionando. Sin coste adicional en la UE.",
		"Comprobar el consumo en itinerancia"},
	[DEMO_CA] = {
		"Sense dades mòbils a l'estranger",
		"Soc de viatge i el mòbil no té dades, només trucades. He d'activar alguna cosa? Torno el {date}.",
		"Ja hem activat la itinerància de dades a la seva línia. Reiniciï el telèfon i comprovi que «Dades en itinerància» està encès. Dins de la Unió Europea no té cap cost addicional.",
		"De viatge, sense dades. Itinerància desactivada a la línia. L'activo i ho prova durant la trucada: funciona.",
		"Ha canviat de país i torna a estar sense dades. Li dono el punt d'accés correcte.",
		"Dades en itinerància en marxa. Sense cost addicional a la UE.",
		"Comprovar el consum en itinerància"},
	[DEMO_EN] = {
		"No mobile data abroad",
		"I am travelling and my phone has no data, only calls. Do I need to switch something on? I am back on {date}.",
		"We have switched on data roaming for your line. Please restart the phone and check that \"Data roaming\" is on. Within the European Union there is no extra charge.",
		"Travelling, no data. Roaming was off on the line. Switched on and tested during the call: works.",
		"Moved to another country and has no data again. Gave the right access point.",
		"Roaming data works. No extra charge within the EU.",
		"Check usage abroad"}}},
{"tv_box", DEMO_TECH, 5, {
	[DEMO_ES] = {
		"El decodificador no da señal",
		"Buenas tardes, el decodificador de la tele se queda en negro con el mensaje «sin señal». El internet sí funciona.",
		"Hemos reiniciado su decodificador desde aquí. Si vuelve a ver «sin señal», cambie el cable HDMI a otra entrada del televisor. Si tampoco funciona, le enviamos uno nuevo.",
		"Decodificador en negro, internet bien. Reinicio remoto y cambio de entrada HDMI. Vuelve la imagen.",
		"Se repite cada noche. Equipo defectuoso: envío uno nuevo, llega el {date}.",
		"Equipo nuevo instalado. Imagen correcta. Recogemos el antiguo.",
		"Confirmar que el decodificador nuevo ha llegado"},
	[DEMO_CA] = {
		"El descodificador no dona senyal",
		"Bona tarda, el descodificador de la tele es queda en negre amb el missatge «sense senyal». L'internet sí que funciona.",
		"Hem reiniciat el seu descodificador des d'aquí. Si torna a veure «sense senyal», canviï el cable HDMI a una altra entrada del televisor. Si tampoc no funciona, li n'enviem un de nou.",
		"Descodificador en negre, internet bé. Reinici remot i canvi d'entrada HDMI. Torna la imatge.",
		"Es repeteix cada nit. Equip defectuós: n'envio un de nou, arriba el {date}.",
		"Equip nou instal·lat. Imatge correcta. Recollim l'antic.",
		"Confirmar que el descodificador nou ha arribat"},
	[DEMO_EN] = {
		"TV box shows no signal",
		"Good afternoon, the TV box goes black with the message \"no signal\". The internet works.",
		"We have restarted your box from here. If you see \"no signal\" again, please move the HDMI cable to another socket of the television. If that does not help, we will send a new box.",
		"Box goes black, internet fine. Restarted from here and moved the HDMI cable. Picture is back.",
		"Happens every night. Faulty box: sent a new one, arrives on {date}.",
		"New box installed. Picture fine. We collect the old one.",
		"Check that the new box has arrived"}}},
{"parcel_late", DEMO_ORDERS, 11, {
	[DEMO_ES] = {
		"El pedido {order} no ha llegado",
		"Hola, el pedido {order} ({product}) tenía que llegar el {date} y aún no sé nada. ¿Dónde está?",
		"Lamento el retraso. El pedido {order} está en el almacén de {city} y sale hoy a reparto. Recibirá un mensaje con la franja de dos horas.",
		"Pedido {order} ({product}) con retraso. El transportista lo tiene en {city}. Reclamado; prometida respuesta hoy.",
		"Segunda llamada por el pedido {order}. El transportista no lo localiza. Envío uno nuevo y abro la búsqueda.",
		"Pedido {order} entregado. Le pido disculpas; acepta un vale de 10 €.",
		"Preguntar al transportista dónde está el paquete"},
	[DEMO_CA] = {
		"La comanda {order} no ha arribat",
		"Hola, la comanda {order} ({product}) havia d'arribar el {date} i encara no en sé res. On és?",
		"Em sap greu el retard. La comanda {order} és al magatzem de {city} i surt avui a repartiment. Rebrà un missatge amb la franja de dues hores.",
		"Comanda {order} ({product}) amb retard. El transportista la té a {city}. Reclamada; promesa resposta avui.",
		"Segona trucada per la comanda {order}. El transportista no la localitza. N'envio una de nova i obro la recerca.",
		"Comanda {order} lliurada. Li demano disculpes; accepta un val de 10 €.",
		"Preguntar al transportista on és el paquet"},
	[DEMO_EN] = {
		"Order {order} has not arrived",
		"Hello, order {order} ({product}) was due on {date} and I have heard nothing. Where is it?",
		"I am sorry for the delay. Order {order} is at the depot in {city} and goes out for delivery today. You will get a message with a two-hour window.",
		"Order {order} ({product}) is late. The carrier has it in {city}. Chased; promised an answer today.",
		"Second call about order {order}. The carrier cannot find it. Sending a new one and opened a search.",
		"Order {order} delivered. Apologised; accepts a €10 voucher.",
		"Ask the carrier where the parcel is"}}},
{"return", DEMO_ORDERS, 8, {
	[DEMO_ES] = {
		"Devolución del pedido {order}",
		"Buenos días, quiero devolver el pedido {order} ({product}). Está sin abrir. ¿Cómo lo hago?",
		"Puede devolverlo sin coste hasta treinta días después de recibirlo. Le adjunto la etiqueta: péguela en la caja y déjela en cualquier punto de recogida. En cuanto llegue, le devolvemos {amount}.",
		"Quiere devolver el pedido {order} ({product}), dentro de plazo. Etiqueta de devolución enviada por correo.",
		"El paquete de devolución llegó el {date}, pero no ve el reembolso. Pedido a Facturación.",
		"Devolución recibida y {amount} reembolsados.",
		"Comprobar que la devolución ha llegado al almacén"},
	[DEMO_CA] = {
		"Devolució de la comanda {order}",
		"Bon dia, vull tornar la comanda {order} ({product}). És sense obrir. Com ho faig?",
		"Ho pot tornar sense cost fins a trenta dies després de rebre-ho. Li adjunto l'etiqueta: enganxi-la a la caixa i deixi-la a qualsevol punt de recollida. Quan arribi, li tornem {amount}.",
		"Vol tornar la comanda {order} ({product}), dins de termini. Etiqueta de devolució enviada per correu.",
		"El paquet de devolució va arribar el {date}, però no veu el reemborsament. Demanat a Facturació.",
		"Devolució rebuda i {amount} reemborsats.",
		"Comprovar que la devolució ha arribat al magatzem"},
	[DEMO_EN] = {
		"Return of order {order}",
		"Good morning, I would like to return order {order} ({product}). It is unopened. How do I do that?",
		"You can return it free of charge up to thirty days after delivery. The label is attached: stick it on the box and leave it at any collection point. As soon as it arrives we refund {amount}.",
		"Wants to return order {order} ({product}), within the period. Return label sent by mail.",
		"The returned parcel arrived on {date} but no refund yet. Asked Billing.",
		"Return received and {amount} refunded.",
		"Check that the return has reached the warehouse"}}},
{"damaged_item", DEMO_ORDERS, 5, {
	[DEMO_ES] = {
		"Producto dañado en el pedido {order}",
		"Hola, el pedido {order} ({product}) ha llegado con golpes y no funciona. La caja venía abollada. Adjunto fotos.",
		"Siento mucho que haya llegado así. Con sus fotos es suficiente: le enviamos hoy uno nuevo y el mensajero recogerá el dañado en la misma entrega. No tiene que pagar nada.",
		"El pedido {order} ({product}) llegó con daños. Fotos recibidas. Cambio pedido; recogida en la misma entrega.",
		"El cambio no llegó el {date}. El almacén no tenía existencias; sale mañana por mensajería urgente.",
		"Producto nuevo entregado en buen estado. El dañado, recogido.",
		"Confirmar la entrega del cambio"},
	[DEMO_CA] = {
		"Producte malmès a la comanda {order}",
		"Hola, la comanda {order} ({product}) ha arribat amb cops i no funciona. La caixa venia abonyegada. Adjunto fotos.",
		"Em sap molt greu que hagi arribat així. Amb les seves fotos n'hi ha prou: n'enviem avui un de nou i el missatger recollirà el malmès en el mateix lliurament. No ha de pagar res.",
		"La comanda {order} ({product}) va arribar amb desperfectes. Fotos rebudes. Canvi demanat; recollida en el mateix lliurament.",
		"El canvi no va arribar el {date}. El magatzem no tenia existències; surt demà per missatgeria urgent.",
		"Producte nou lliurat en bon estat. El malmès, recollit.",
		"Confirmar el lliurament del canvi"},
	[DEMO_EN] = {
		"Damaged item in order {order}",
		"Hi, order {order} ({product}) arrived damaged and does not work. The box was dented. Photos attached.",
		"I am very sorry it arrived like that. Your photos are enough: a new one leaves today and the courier will take the damaged one at the same visit. There is nothing to pay.",
		"Order {order} ({product}) arrived damaged. Photos received. Exchange ordered; pick-up at delivery.",
		"The exchange did not come on {date}. Out of stock at the warehouse; leaves tomorrow by express.",
		"New item delivered in good order. Damaged one collected.",
		"Confirm delivery of the exchange"}}},
{"moving_home", DEMO_ORDERS, 4, {
	[DEMO_ES] = {
		"Traslado de la línea a {city}",
		"Buenas, nos mudamos a {city} el {date} y queremos llevarnos la línea. ¿Hay fibra allí? ¿Cuánto tarda?",
		"Enhorabuena por la mudanza. En su nueva dirección hay fibra y el traslado no tiene coste. El técnico puede ir el mismo {date}; le confirmaremos la hora dos días antes.",
		"Se muda a {city} el {date}. Cobertura comprobada: hay fibra. Traslado pedido, cita con el técnico por confirmar.",
		"Pide adelantar el traslado dos días. Cambiada la cita; el técnico lo confirma.",
		"Línea trasladada a {city}. Funciona desde el primer día.",
		"Confirmar la cita del traslado"},
	[DEMO_CA] = {
		"Trasllat de la línia a {city}",
		"Bones, ens mudem a {city} el {date} i ens volem endur la línia. Hi ha fibra, allà? Quant triga?",
		"Enhorabona per la mudança. A la seva adreça nova hi ha fibra i el trasllat no té cap cost. El tècnic hi pot anar el mateix {date}; li confirmarem l'hora dos dies abans.",
		"Es muda a {city} el {date}. Cobertura comprovada: hi ha fibra. Trasllat demanat, cita amb el tècnic per confirmar.",
		"Demana avançar el trasllat dos dies. Cita canviada; el tècnic ho confirma.",
		"Línia traslladada a {city}. Funciona des del primer dia.",
		"Confirmar la cita del trasllat"},
	[DEMO_EN] = {
		"Moving the line to {city}",
		"Hello, we are moving to {city} on {date} and would like to take the line with us. Is there fibre? How long does it take?",
		"Congratulations on the move. There is fibre at your new address and moving the line is free. The engineer can come on {date} itself; we will confirm the hour two days before.",
		"Moving to {city} on {date}. Coverage checked: fibre available. Move ordered, engineer to be confirmed.",
		"Asks to bring the move forward by two days. Appointment changed; engineer confirms.",
		"Line moved to {city}. Works from day one.",
		"Confirm the appointment for the move"}}},
{"delivery_address", DEMO_ORDERS, 4, {
	[DEMO_ES] = {
		"Cambiar la dirección de entrega de {order}",
		"Hola, me he equivocado de dirección en el pedido {order}. ¿Se puede cambiar antes de que salga? Es a {city}.",
		"Hemos llegado a tiempo: el pedido {order} se entregará en la nueva dirección de {city} el {date}. Le hemos enviado la confirmación.",
		"Dirección equivocada en el pedido {order}. Aún en el almacén: cambiada a {city}. Le leo la dirección completa y la confirma.",
		"El mensajero fue a la dirección antigua. Nueva entrega para el {date}.",
		"Pedido {order} entregado en la dirección correcta.",
		"Comprobar que sale con la dirección nueva"},
	[DEMO_CA] = {
		"Canviar l'adreça de lliurament de {order}",
		"Hola, m'he equivocat d'adreça a la comanda {order}. Es pot canviar abans que surti? És a {city}.",
		"Hi hem arribat a temps: la comanda {order} es lliurarà a la nova adreça de {city} el {date}. Li n'hem enviat la confirmació.",
		"Adreça equivocada a la comanda {order}. Encara al magatzem: canviada a {city}. Li llegeixo l'adreça completa i la confirma.",
		"El missatger va anar a l'adreça antiga. Nou lliurament per al {date}.",
		"Comanda {order} lliurada a l'adreça correcta.",
		"Comprovar que surt amb l'adreça nova"},
	[DEMO_EN] = {
		"Change the delivery address of {order}",
		"Hi, I gave the wrong address for order {order}. Can it be changed before it leaves? It is in {city}.",
		"Just in time: order {order} will be delivered to the new address in {city} on {date}. We have sent you the confirmation.",
		"Wrong address on order {order}. Still in the warehouse: changed to {city}. Read the full address back, confirmed.",
		"The courier went to the old address. New delivery on {date}.",
		"Order {order} delivered to the right address.",
		"Check that it leaves with the new address"}}},
};
const size_t demo_scenarios_n = sizeof(demo_scenarios) / sizeof(*demo_scenarios);

const char *const demo_products[DEMO_LANGUAGES][12] = {
	[DEMO_ES] = {"Móvil Alba 5", "Auriculares inalámbricos", "Router wifi 6", "Tableta de 10 pulgadas", "Cargador rápido", "Funda de móvil",
		"Repetidor wifi", "Televisor de 43 pulgadas", "Reloj deportivo", "Altavoz portátil", "Teléfono fijo de teclas grandes", "Cámara de interior"},
	[DEMO_CA] = {"Mòbil Alba 5", "Auriculars sense fil", "Router wifi 6", "Tauleta de 10 polzades", "Carregador ràpid", "Funda de mòbil",
		"Repetidor wifi", "Televisor de 43 polzades", "Rellotge esportiu", "Altaveu portàtil", "Telèfon fix de tecles grosses", "Càmera d'interior"},
	[DEMO_EN] = {"Mobile Alba 5", "Wireless headphones", "Wifi 6 router", "10-inch tablet", "Fast charger", "Phone case",
		"Wifi repeater", "43-inch television", "Sports watch", "Portable speaker", "Big-button telephone", "Indoor camera"},
};

const char *const demo_months[DEMO_LANGUAGES][12] = {
	[DEMO_ES] = {"de enero", "de febrero", "de marzo", "de abril", "de mayo", "de junio", "de julio", "de agosto", "de septiembre", "de octubre",
		"de noviembre", "de diciembre"},
	[DEMO_CA] = {"de gener", "de febrer", "de març", "d'abril", "de maig", "de juny", "de juliol", "d'agost", "de setembre", "d'octubre",
		"de novembre", "de desembre"},
	[DEMO_EN] = {"January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"},
};

const char *const demo_thanks[DEMO_LANGUAGES] = {"Perfecto, muchas gracias.", "Perfecte, moltes gràcies.", "Perfect, thank you very much."};

const char *const demo_greeting[DEMO_LANGUAGES] = {
	"Hola, {name}. ¿En qué puedo ayudarle?", "Hola, {name}. En què el puc ajudar?", "Hello, {name}. How can I help you?"};
/* clang-format on */
