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
    application|return|ticket|request|booking|reservation|balance|card|money|account|subscription|renewal|reimbursement|purchase|item|replacement|payout`),
  possessives: list('my|our|i|we|me|us'),
  statuses:
    list(`where is|wheres|where are|where did|when will|when is|when does|when do i get|when can i expect|has my|has our|have my|have our|has the|hasnt|been processed|status of|
    any update on|any news on|arrived|arrive|not received|not yet|still waiting|why was|why is|why did|why has|why have|why am|was charged|were charged|got charged|
    been charged|is suspended|can you check|could you check|please check|look into|look up|did you receive|did you get|shipped|tracking number|still havent|
    what is my|whats my|never came|never arrived|how much do i owe|missing`),
  accountEvents:
    list(`i was charged|we were charged|was i charged|were we charged|i got charged|charged me|charged us|i have been charged|ive been charged|been charged twice|
    charged twice|double charged|billed twice|was i billed|were we billed|you charged|you billed|been billed|i was billed|debited twice|you took money`),
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
};

const byLanguage: Readonly<Record<string, TurnWords>> = {
  en: english,
  de: german,
  es: spanish,
  fr: french,
};

/** English where a language has no list of its own: the question mark still counts. */
export const turnWords = (language: string): TurnWords => byLanguage[language] ?? english;
