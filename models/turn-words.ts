/** What a language uses to ask, complain, thank and nudge; without accents and apostrophes. */
export type TurnWords = {
  /** A sentence that begins so asks something. */
  readonly openers: readonly string[];
  /** A sentence that contains one asks for something. */
  readonly requests: readonly string[];
  /** A sentence that contains one states a problem. */
  readonly problems: readonly string[];
  /** Greetings, thanks, closings: a sentence of these and a name says nothing. */
  readonly courtesies: readonly string[];
  /** A statement that begins so accepts, promises or reports success. */
  readonly acceptances: readonly string[];
  /** Words of "any news?" and "are you there?". */
  readonly nudges: readonly string[];
  /** Begin a matter of its own. */
  readonly additions: readonly string[];
  /** Ask for instructions, not for a fact about the account. */
  readonly howTos: readonly string[];
  /** What only the customer's account has. */
  readonly accountThings: readonly string[];
  readonly possessives: readonly string[];
  /** Ask how it stands with such a thing. */
  readonly statuses: readonly string[];
  /** Name something that happened to this account, without a thing beside them. */
  readonly accountEvents: readonly string[];
  /** What was advised did not help. */
  readonly failures: readonly string[];
  /** The customer will do something and write again. */
  readonly promises: readonly string[];
  /** Ask where the answer is, not for one. */
  readonly reminders: readonly string[];
  /** Nobody is there to read an answer: out of office, or a machine that thanks for a message. */
  readonly absences: readonly string[];
};

const list = (text: string): readonly string[] =>
  text
    .split('|')
    .map((phrase) => phrase.trim().replace(/\s+/g, ' '))
    .filter((phrase) => phrase !== '');

const english: TurnWords = {
  openers:
    list(`how|what|whats|which|where|wheres|when|why|who|whose|can|could|is|are|am|do|does|did|will|would|should|may|has|have you|
    was|were|isnt|arent|dont you|doesnt|cant i|cant you|any way|any chance|any idea`),
  requests:
    list(`i need|we need|i want|we want|id like|i would like|wed like|we would like|i wish|looking for|help me|please help|trying to|
    tried to|wondering|wonder if|let me know|tell me|show me|please explain|please advise|curious|not sure how|dont know how|need help|need assistance|
    is there a|can you|could you|how to|how do|how can|question about|please add|please remove|please change|please send|please cancel|please delete`),
  problems:
    list(`cant|cannot|can not|couldnt|unable|doesnt|dont see|dont get|didnt|wont|isnt|arent|not working|not work|no longer|not able|fails|failed|
    failing|fail|error|errors|broken|broke|crash|crashes|crashed|crashing|missing|wrong|stuck|problem|problems|issue|issues|bug|lost|disappeared|vanished|
    not showing|not loading|not received|havent received|hasnt|never arrived|stopped|keeps|keep getting|declined|rejected|blocked|locked|hacked|slow|
    incorrect|not available|invalid|twice`),
  courtesies:
    list(`hi|hello|hey|hiya|dear|good morning|good afternoon|good evening|thanks|thank you|thx|ty|many thanks|cheers|regards|best|kind regards|
    best regards|sincerely|bye|have a nice day|have a great day|great|perfect|awesome|cool|nice|ok|okay|got it|sure|yes|yeah|yep|no problem|welcome|
    appreciated|appreciate it|sorry|understood|makes sense|sounds good|no worries|wonderful|lovely|excellent|done|alright|all good`),
  acceptances:
    list(`ok|okay|great|perfect|sure|thanks|thank you|cool|got it|i will|ill|let me try|i am going to|im going to|will do|will try|that worked|
    that works|it works|it worked|works now|that fixed|that solved|that helped|that did it|solved|fixed|all good|no worries|never mind|nevermind|sounds good|understood|
    makes sense|yes|yeah|yep|no|nope`),
  nudges:
    list(`any|news|update|updates|hello|hi|hey|there|anyone|anybody|someone|somebody|you|still|waiting|wait|reply|respond|response|answer|ping|bump|
    hear|back|soon|yet|please|asap|urgent|urgently|on|this|is|are|can|could|when|will|i|get|a|an|for|me|my|to|from|the|help|your|an|progress|be|was|have|just|
    following|follow|up|checking|in|again|today|why|nobody|no|one|so|and|did|see|message|messages|our`),
  additions: list(
    'also|another|second|secondly|additionally|besides|next|and another|one more|by the way|btw|furthermore|moreover|separately',
  ),
  howTos: list(
    'how do|how can|how to|how could|how would|how should|where can|where do|where could|where would|can i|could i|is it possible|is there|how many|how much|how long|how often|do you|what happens|what is the|what are the',
  ),
  accountThings:
    list(`order|orders|refund|payment|package|parcel|delivery|shipment|invoice|charge|transaction|transfer|withdrawal|deposit|claim|
    application|return|ticket|request|booking|reservation|balance|card|money|account|subscription|renewal|reimbursement|purchase|item|replacement|payout|cancellation|credits|plan|email|application|tracking`),
  possessives: list('my|our|i|we|me|us'),
  statuses:
    list(`havent received|have not received|still says|went through|go through|successful|registered|is verified|been approved|do i have left|do we have left|still pending|do i still owe|where is|wheres|where are|where did|when will|when is|when does|when do i get|when can i expect|has my|has our|have my|have our|has the|hasnt|been processed|status of|
    any update on|any news on|arrived|arrive|not received|not yet|still waiting|why was|why is|why did|why has|why have|why am|was charged|were charged|got charged|
    been charged|is suspended|can you check|could you check|please check|look into|look up|did you receive|did you get|shipped|tracking number|still havent|
    what is my|whats my|never came|never arrived|how much do i owe|missing`),
  accountEvents:
    list(`do i have left|do we have left|do i still owe|do we still owe|do i still have|do we still have|i was charged|we were charged|was i charged|were we charged|i got charged|charged me|charged us|i have been charged|ive been charged|been charged twice|
    charged twice|double charged|billed twice|was i billed|were we billed|you charged|you billed|been billed|i was billed|debited twice|you took money`),
  failures:
    list(`didnt work|doesnt work|does not work|did not work|isnt working|not working|still the same|same as before|no luck|no success|without success|
    nothing changed|nothing changes|nothing happens|nothing happened|no change|not solved|not fixed|not resolved|still fails|still broken|still not|same error|
    same problem|same issue|different error|another error|problem is back|doesnt help|didnt help|did not help|does not exist|doesnt exist|there is no|
    theres no|i dont see|cant find|cant see|do not see|already did|already done|already tried|tried that|nothing to do with my|not what i asked|
    not what i meant|never arrives|gives me|made it worse|makes it worse`),
  promises:
    list(`get back to you|come back to you|let you know|get in touch|keep you posted|keep you updated|write again|report back|try it|try that|try this|
    trying it|trying now|give it a try|give it a go|give it a shot|will do|doing it now|check with|discuss it|discuss this|think about it|talk to my|ask my|
    speak to my|forward this|pass it on|pass this on|hold on|one moment|give me a|gimme a|when im back|when i am back|when i get|as soon as im|
    as soon as i am|send it over|send you|send the|look at this first|going to try|going to test|going to reinstall|test that|test this|test it`),
  reminders:
    list(`had a chance|did you get my|did you see my|have you seen my|how much longer|get back to me|checking you|you saw this|following up|follow up on|
    friendly reminder|a reminder|any update|any news|waiting for a|waiting for an|waiting for your|still waiting|real person|a robot or|human or|a bot or|
    right place to ask|can help me|nobody answers|why does nobody|still here|when will i hear|have a question|ask a question`),
  absences:
    list(`out of office|out of the office|ooo|automatic reply|auto reply|autoreply|automated response|automatic answer|on vacation|on holiday until|on leave|
    parental leave|maternity leave|annual leave|sick leave|limited access|back in the office|no longer work|no longer with|not be forwarded|
    do not reply|received your message|received your email|received your request|ticket has been created|has left the company|slow to respond|
    attending a conference|reading mail|i will be back on|reply upon my return`),
};

const german: TurnWords = {
  openers:
    list(`wie|was|welche|welcher|welches|wo|wohin|wann|warum|wieso|weshalb|wer|kann|konnen|konnt|konnte|ist|sind|gibt|hat|haben sie|habt|darf|soll|
    muss|wird|werden|geht|bietet|funktioniert`),
  requests:
    list(`ich brauche|wir brauchen|ich mochte|wir mochten|ich will|wir wollen|ich wurde gern|ich suche|konnen sie|konntet ihr|konnt ihr|bitte um|frage mich|
    wusste gern|hilfe bei|ich versuche|wir versuchen|wie kann|wie man|frage zu`),
  problems:
    list(`kann nicht|geht nicht|funktioniert nicht|nicht mehr|klappt nicht|fehler|kaputt|problem|probleme|fehlt|fehlen|falsch|hangt|sturzt ab|
    nicht moglich|lasst sich nicht|kein zugriff|gesperrt|abgelehnt|verschwunden|schlagt fehl|komme nicht|finde nicht|sehe nicht|bekomme nicht|erhalte nicht|nicht`),
  courtesies:
    list(`hallo|guten tag|guten morgen|guten abend|danke|vielen dank|besten dank|dankeschon|mit freundlichen grussen|viele grusse|liebe grusse|
    freundliche grusse|gruss|grusse|sehr geehrte damen und herren|sehr geehrte|ok|okay|super|prima|alles klar|gut|perfekt|toll|ja|tschuss|moin|servus`),
  acceptances:
    list(`ok|okay|danke|vielen dank|super|alles klar|ich probiere|ich versuche es|werde ich|mache ich|das hat|hat geklappt|hat funktioniert|
    funktioniert jetzt|geht jetzt|erledigt|passt|ja|nein|prima`),
  nudges: list(
    `gibt|es|schon|neuigkeiten|neues|etwas|was|hallo|ist|jemand|da|sind|sie|noch|update|antwort|wann|bekomme|ich|eine|bitte|warte|immer|und|auf|ihr|wir|warten|nachricht`,
  ),
  additions: list('ausserdem|noch eine|noch etwas|zweitens|weiterhin|zudem|eine weitere'),
  howTos: list(
    'wie kann|wie konnen|wie geht|wie mache|wie andere|wo kann|wo finde|wo sehe|kann ich|kann man|gibt es|wie viele|wie lange|wie bekomme',
  ),
  accountThings:
    list(`bestellung|ruckerstattung|erstattung|zahlung|paket|lieferung|sendung|rechnung|abbuchung|uberweisung|antrag|retoure|ticket|anfrage|
    buchung|guthaben|karte|geld|konto|abo`),
  possessives: list('mein|meine|meinen|meiner|meinem|unser|unsere|unserer|ich|wir|mir|uns'),
  statuses:
    list(`wo ist|wo bleibt|wann kommt|wann bekomme|wann erhalte|wurde|warum wurde|warum ist|status|angekommen|noch nicht|nicht erhalten|immer noch|schon|
    konnen sie prufen|konnt ihr prufen|doppelt|zweimal`),
  accountEvents: list(
    'zweimal abgebucht|doppelt abgebucht|mir abgebucht|doppelt belastet|zweimal belastet|doppelt berechnet|zweimal berechnet',
  ),
  failures:
    list(`nicht funktioniert|hat nicht geklappt|klappt nicht|geht nicht|geht immer noch nicht|funktioniert nicht|immer noch nicht|weiterhin nicht|gleiche fehler|
    gleicher fehler|selbe fehler|derselbe fehler|hilft nicht|nicht geholfen|kein erfolg|ohne erfolg|nichts geandert|gibt es nicht|gibt es bei mir nicht|
    finde ich nicht|sehe ich nicht|schon gemacht|schon probiert|schon versucht|nicht gelost`),
  promises:
    list(`probiere es|probiere ich|probiere das|versuche es|versuche das|melde mich|melde ich mich|gebe bescheid|sage bescheid|sag bescheid|schaue nach|
    prufe das|klare das|frage meine|frage mal|mache ich|werde ich|leite ich|einen moment|teste das|teste es`),
  reminders:
    list(`schon etwas neues|schon was neues|gibt es neuigkeiten|gibts neuigkeiten|ist da jemand|ist jemand da|warte noch|warte immer noch|warte auf|
    meine nachricht|noch keine antwort|wann bekomme ich antwort|wann bekomme ich eine antwort|nachgehakt|nachfragen ob|erinnerung`),
  absences:
    list(`nicht im buro|nicht im haus|ausser haus|abwesend|abwesenheit|im urlaub|in elternzeit|automatische antwort|automatisch erstellt|nicht erreichbar|
    wieder erreichbar|wieder zuruck|nicht weitergeleitet|bitte antworten sie nicht|haben ihre nachricht erhalten|ihre anfrage erhalten|nicht mehr im unternehmen`),
};

const spanish: TurnWords = {
  openers: list(
    `como|que|cual|cuales|donde|cuando|por que|quien|puedo|puede|pueden|podemos|podria|es|son|hay|tiene|tienen|existe|se puede|cuanto|cuantos|cuantas|debo`,
  ),
  requests: list(
    'necesito|necesitamos|quiero|queremos|quisiera|me gustaria|nos gustaria|busco|ayuda con|podrian|podria|intento|trato de|quisieramos',
  ),
  problems:
    list(`no puedo|no podemos|no funciona|no me deja|no aparece|no carga|no recibo|no he recibido|no veo|error|falla|fallo|problema|problemas|roto|
    falta|incorrecto|bloqueado|rechazado|ya no|perdi|no se`),
  courtesies: list(
    'hola|buenos dias|buenas tardes|buenas noches|buenas|gracias|muchas gracias|saludos|un saludo|atentamente|ok|vale|perfecto|genial|de acuerdo|si|adios|estimados',
  ),
  acceptances: list(
    'ok|vale|gracias|muchas gracias|perfecto|genial|de acuerdo|lo intentare|voy a probar|ya funciona|funciono|solucionado|si|no gracias',
  ),
  nudges: list(
    'hay|alguna|novedad|novedades|noticia|noticias|hola|alguien|ahi|sigo|esperando|respuesta|por|favor|cuando|me|responden|una|estan|algo|nuevo|de|esto|y',
  ),
  additions: list('ademas|tambien|otra|otra pregunta|por otro lado|segundo'),
  howTos: list(
    'como puedo|como podemos|como se|como hago|como cambio|donde puedo|donde encuentro|donde veo|puedo|se puede|es posible|hay|cuanto tiempo|cuantos|cuantas',
  ),
  accountThings: list(
    'pedido|reembolso|pago|paquete|envio|entrega|factura|cargo|transferencia|solicitud|devolucion|reserva|saldo|tarjeta|dinero|cuenta|suscripcion',
  ),
  possessives: list('mi|mis|nuestro|nuestra|nuestros|nuestras|me|nos'),
  statuses: list(
    'donde esta|cuando llega|cuando llegara|cuando recibire|ha sido|se ha|por que me|por que se|estado de|ha llegado|no ha llegado|no he recibido|todavia|aun no|ya',
  ),
  accountEvents: list(
    'me cobraron|me han cobrado|nos cobraron|cobrado dos veces|cobraron dos veces|doble cargo',
  ),
  failures:
    list(`no funciono|no ha funcionado|no me funciona|no me ha funcionado|no funciona|sigue sin|sigue igual|mismo error|mismo problema|no ayuda|no sirve|
    no me sirve|no cambia nada|no ha cambiado|no existe|no aparece|no lo veo|no veo|ya lo hice|ya lo he hecho|ya lo probe|no esta solucionado|sin exito`),
  promises:
    list(`lo pruebo|lo probare|voy a probar|voy a intentar|lo intento|lo intentare|os digo|le digo|te digo|le aviso|os aviso|te aviso|le cuento|os cuento|
    lo consulto|lo miro|lo reviso|un momento|lo hago`),
  reminders: list(
    `alguna novedad|hay novedades|hay alguien|alguien ahi|sigo esperando|sigo a la espera|mi mensaje|cuando me responden|alguna noticia|recordatorio`,
  ),
  absences:
    list(`fuera de la oficina|fuera de oficina|estoy de vacaciones|de baja|respuesta automatica|acceso limitado|no responda a este|hemos recibido su|
    hasta mi regreso|a mi regreso|ya no trabajo|estare ausente|estoy ausente`),
};

const french: TurnWords = {
  openers: list(
    `comment|que|quel|quelle|quels|quelles|ou|quand|pourquoi|qui|puis je|peut on|pouvez|pouvons|est ce|est il|y a|avez|a t|combien|dois je|peux`,
  ),
  requests: list(
    'jai besoin|nous avons besoin|je veux|nous voulons|je voudrais|jaimerais|nous aimerions|je cherche|pourriez vous|pouvez vous|jessaie|aide pour|je souhaite|nous souhaitons|comment faire',
  ),
  problems:
    list(`ne peux pas|narrive pas|ne fonctionne pas|ne marche pas|ne marche plus|ne fonctionne plus|impossible|erreur|probleme|problemes|bloque|refuse|
    manque|incorrect|perdu|disparu|plante|echoue|ne vois pas|nai pas recu|ne recois pas|ne saffiche pas|ne charge pas`),
  courtesies: list(
    'bonjour|bonsoir|salut|merci|merci beaucoup|cordialement|bien cordialement|bonne journee|ok|daccord|parfait|super|tres bien|oui|au revoir|madame|monsieur',
  ),
  acceptances: list(
    'ok|merci|daccord|parfait|super|je vais essayer|jessaierai|ca marche|ca fonctionne|cest bon|resolu|oui|non merci',
  ),
  nudges: list(
    'des|nouvelles|du|nouveau|bonjour|il|y|a|quelquun|jattends|toujours|une|reponse|avez|vous|svp|quand|etes|la|alors|et|de',
  ),
  additions: list('aussi|de plus|par ailleurs|une autre|autre question|en outre|deuxiemement'),
  howTos: list(
    'comment puis|comment faire|comment je|comment on|comment voir|comment changer|ou puis|ou trouver|ou est ce que je peux|puis je|est il possible|peut on|combien|y a t il',
  ),
  accountThings: list(
    'commande|remboursement|paiement|colis|livraison|facture|prelevement|virement|demande|retour|reservation|solde|carte|argent|compte|abonnement',
  ),
  possessives: list('mon|ma|mes|notre|nos|je|jai|me|nous'),
  statuses: list(
    'ou est|ou en est|quand vais|quand arrive|a ete|a t il ete|pourquoi ma|pourquoi mon|statut|est arrive|pas recu|toujours pas|pas encore|deux fois|ete debite',
  ),
  accountEvents: list(
    'debite deux fois|preleve deux fois|facture deux fois|mavez preleve|mavez debite|ai ete debite',
  ),
  failures:
    list(`na pas marche|na pas fonctionne|ne marche pas|ne marche toujours pas|ne fonctionne pas|ne fonctionne toujours pas|toujours pas|toujours le meme|
    toujours la meme|meme erreur|meme message|meme probleme|rien na change|ne change rien|naide pas|na pas aide|nexiste pas|je ne vois pas|
    ne trouve pas|deja fait|deja essaye|pas resolu|sans succes`),
  promises:
    list(`jessaie|je vais essayer|jessaierai|vous tiens au courant|tiens informe|reviens vers vous|je regarde|je verifie|je vois avec|je teste|
    un instant|un moment|je le fais|je vous redis|je vous dirai`),
  reminders:
    list(`avez vous des nouvelles|des nouvelles|il y a quelquun|quelquun est la|jattends toujours|attends votre|mon message|sans reponse|toujours pas de reponse|
    je relance|relancer|rappel`),
  absences:
    list(`absent du bureau|absente du bureau|absent jusqu|en conges|en vacances|en conge|reponse automatique|message automatique|ne pas repondre|
    acces limite|mon retour|avons bien recu votre|actuellement absent|actuellement absente|ne travaille plus`),
};

const byLanguage: Readonly<Record<string, TurnWords>> = {
  en: english,
  de: german,
  es: spanish,
  fr: french,
};

/** English where a language has no list of its own: the question mark still counts. */
export const turnWords = (language: string): TurnWords => byLanguage[language] ?? english;

export const hasTurnWords = (language: string): boolean => language in byLanguage;
