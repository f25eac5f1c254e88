/**
 * What attacks on an AI say, in English, German, Spanish, French and Portuguese. Everything is
 * bounded and nothing nested: texts are strangers' and long.
 */
const gap = String.raw`[^.!?\n]{0,40}?`;
const before = String.raw`(?<![\p{L}\p{N}])`;
const after = String.raw`(?![\p{L}\p{N}])`;
const said = (...ways: readonly string[]): RegExp =>
  new RegExp(`${before}(?:${ways.join('|')})${after}`, 'giu');

const rules =
  'instructions?|rules|guidelines|prompts?|directives?|inputs|orders|context|polic(?:y|ies)|filters?|restrictions|anweisung(?:en)?|regeln|vorgaben|befehle?n?|eingaben|instrucci(?:ó|o)n(?:es)?|reglas|(?:ó|o)rdenes|consignes?|r(?:è|e)gles|directives|instru(?:ç|c)(?:ão|ões|ao|oes)|regras|ordens|tout ce qui|todo lo anterior|everything|alles';
const reply =
  'answer|reply|response|message|output|antwort(?:en)?|nachricht|ausgabe|respuesta|mensaje|r(?:é|e)ponse|message|resposta|mensagem';

const orders =
  'add|alter|append|apply|arrange|augment|begin|change|combine|convert|craft|deliver|embed|encode|encrypt|end|enhance|fill|finish|format|formulate|generate|give|group|incorporate|insert|integrate|introduce|jumble|keep|limit|make|mask|mix|modify|obfuscate|output|place|prefix|present|provide|put|rearrange|remove|render|replace|reorder|respond|reverse|rewrite|scramble|shift|shuffle|spell|split|start|substitute|swap|switch|transform|translate|turn|use|write|füge|ergänze|beginne|beende|schreibe?|übersetze|kodiere|ersetze|verschlüssele|añade|agrega|incluye|empieza|termina|escribe|traduce|codifica|ajoute|insère|commence|termine|écris|traduis|code|adicione|junte|inclua|comece|termine|escreva|traduza|codifique';

export const attackPatterns = {
  ignoring: said(
    `(?:ignor\\w{0,8}|disregard\\w{0,3}|forget|override|bypass|overlook|stop|skip|vergiss|vergessen|missachte\\w{0,2}|olvid\\w{1,5}|omit\\w{1,4}|oubli\\w{1,5}|esque(?:ç|c)\\w{1,5}|desconsider\\w{1,4})${gap}(?:${rules})`,
    'stop everything',
    'new (?:instructions?|task|orders?)(?= ?:)|neue (?:anweisung|aufgabe)\\w{0,3}|nuevas? (?:instrucciones|instrucci(?:ó|o)n|tarea)|nouvelles? (?:consignes?|instructions?|t(?:â|a)che)|novas? (?:instru(?:ç|c)\\w{2,4}|tarefa)',
  ),
  persona: said(
    "act(?:ing)? (?:as|like)|pretend\\w{0,3}|role-?\\s?play\\w{0,3}|you are now|you(?:'| a)?re (?:going to|about to) (?:be|act|immerse)|from now on|personas?|(?:in|of|break) character|simulat(?:e|es|ing)|impersonat\\w{1,4}|take on the role|in this (?:hypothetical|fictional|chat|story)|let(?:'|’)?s play",
    'du bist (?:jetzt|nun|ab sofort)|ab (?:jetzt|sofort)|tu so,? als|verhalte dich|spiele? (?:die|eine) rolle|gib dich (?:als|aus)|sie sind (?:jetzt|nun|ab sofort)',
    'ahora eres|a partir de ahora|act(?:ú|u)a como|finge|haz de cuenta|hazte pasar|(?:asume|interpreta) el papel|eres ahora',
    'tu es (?:maintenant|d(?:é|e)sormais)|vous (?:ê|e)tes (?:maintenant|d(?:é|e)sormais)|(?:à|a) partir de maintenant|d(?:é|e)sormais,? (?:tu|vous)|fais (?:comme si|semblant)|agis comme|comporte-toi|joue le r(?:ô|o)le',
    'agora (?:voc(?:ê|e)|tu) (?:é|e|és)|voc(?:ê|e) agora (?:é|e)|a partir de agora|aja como|finja|fa(?:ç|c)a de conta|assuma o papel|atue como',
  ),
  unbound: said(
    'DAN|do anything now|jail-?break\\w{0,3}|developer mode|unfiltered|uncensored|unrestricted|amoral|immoral|unethical|no (?:ethical|moral|restrictions|filters?|limits|limitations|rules)|free of all|without (?:any )?(?:restrictions|limits|filters?)|not bound by|broken free|refuse|illegal|deviant|harmful|profanit\\w{1,3}|vulgar',
    'entwicklermodus|ungefiltert|unzensiert|ohne (?:jede )?(?:einschr(?:ä|ae)nkung\\w{0,2}|filter|regeln)|wartungsmodus',
    'modo (?:desarrollador|desenvolvedor|dios|mantenimiento|de manuten(?:ç|c)(?:ã|a)o)|sin (?:restricciones|filtros|l(?:í|i)mites|censura)|sem (?:restri(?:ç|c)(?:õ|o)es|filtros|limites|censura)',
    'mode (?:d(?:é|e)veloppeur|maintenance)|sans (?:restrictions?|filtres?|limites|censure)|non censur(?:é|e)\\w?',
  ),
  machine: said(
    'chat-?gpt|\\w{0,12}gpt(?:-?\\d)?|open-?ai|a\\.?i\\.?|language model|chat-?bot|llm|prompts?|neural network|artificial intelligence|assistant|token system',
    'k(?:ü|u)nstliche intelligenz|ki-?(?:assistent|modell|system)\\w{0,3}|sprachmodell\\w{0,2}|assistent',
    'inteligencia artificial|modelo de (?:lenguaje|linguagem)|asistente|assistente|intelig(?:ê|e)ncia artificial|intelligence artificielle|mod(?:è|e)le de langage',
  ),
  aboutReply: said(
    // A customer may write of our answer; who gives orders about it is no customer.
    `(?:${orders})(?![\\p{L}'])[^.!?\\n]{0,60}?(?:your|the (?:next|final)|ihre[rn]?|deine[rn]?|tu|su|ta|votre|vos|tes|sua|tua) (?:next |whole |entire |final |complete )?(?:${reply})(?:'s|s)?`,
    `in (?:your|the next|ihrer|deiner) (?:${reply})(?:,| (?:include|mention|suggest|use|add|say|write|hint|always))`,
    '(?:respond|reply|answer|speak|talk) (?:as|like|only|to every|using|in|exactly|with)',
    '(?:just |only )?(?:say|print|output|repeat) (?:["“«]|exactly|the following)',
    '(?:antworte|antworten sie|sag|schreib\\w{0,2}|gib) (?:nur|ausschlie(?:ß|ss)lich|genau|w(?:ö|oe)rtlich|immer)',
    '(?:responde|contesta|di|escribe|r(?:é|e)ponds|r(?:é|e)pondez|dis|dites|(?:é|e)cris|(?:é|e)crivez|responda|diga|escreva) (?:solo|s(?:ó|o)lo|(?:ú|u)nicamente|exactamente|siempre|seulement|uniquement|exactement|toujours|apenas|somente|exatamente|sempre)',
  ),
  marker:
    /<\|[\w ]{0,30}|\|>|\[\/?(?:inst|sys|system|end|ignore)[^\]]{0,30}\]|<<\/?sys>>|<\/?(?:system|data|assistant|instructions?|admin|user)\b[^>]{0,60}>|^[ \t>*#-]{0,8}(?:system|assistant|developer|user|human|admin|ai)\b ?(?:message|prompt|note|override|nachricht|mensaje)?[ \t*]{0,3}:|#{2,} ?(?:system|instruction|new|end|admin)|system (?:message|override|announcement|note|prompt)|systemnachricht|mensaje del sistema|message syst(?:è|e)me|mensagem do sistema|={4,}|\bBEGIN [A-Z ]{3,30}/gimu,
  encoded: new RegExp(
    String.raw`${before}(?:base-?\s?\d{2}|rot-?13|(?:caesar|monoalphabetic|substitution|atbash) cipher|decode|dekodiere?|decodifi(?:ca|que)|d(?:é|e)code[rz]?)${after}|(?<![\w+/=.:-])(?=[A-Za-z+/]{0,60}\d)(?=[A-Z0-9+/]{0,60}[a-z])[A-Za-z0-9+/]{40,400}={0,2}(?![\w+/])|(?:\\u[0-9a-f]{4}){4}|(?:&#x?[0-9a-f]{2,6};){4}|(?:%[0-9a-f]{2}){6}`,
    'giu',
  ),
  asksForInstructions: said(
    `(?:system|initial|original|hidden|secret|internal) (?:prompt|instructions?|message|data|notes?)|(?:reveal|repeat|print|show|leak|output|display)${gap}(?:instructions|prompt|words above|text above|everything above|api key|password|secret|confidential)`,
    'system-?prompt|(?:deine|ihre) (?:internen |geheimen |urspr(?:ü|ue)nglichen )?(?:anweisungen|vorgaben)|(?:tus|sus) (?:propias )?instrucciones|(?:tes|vos) (?:propres )?(?:instructions|consignes)|(?:tuas|suas) (?:pr(?:ó|o)prias )?instru(?:ç|c)(?:õ|o)es',
  ),
  markup:
    /<(?:img|script|iframe|svg|style|object|embed|form|input|meta|link|base)\b[^>]{0,300}|\bon(?:error|load|click)\s*=|<!--|display\s*:\s*none|font-size\s*:\s*0|!\[[^\]\n]{0,200}\]\([^)\n]{1,400}\)|\]\(\s*(?:https?|javascript|data):|(?:https?:\/\/|www\.)[^\s]{1,200}[?&][\w-]{1,20}=(?:\{|\[|<|%7b|\$|…|\.\.\.)/giu,
  money: new RegExp(
    String.raw`${before}(?:(?:our|unsere?|nuestr[oa]s?|nos|noss[oa]s?|(?:os|as) noss[oa]s) (?:new |neue |nuev[oa]s |nouvelles |nov[oa]s )?(?:bank(?:ing)? (?:details|account)|account details|bankverbindung|kontodaten|datos bancarios|cuenta bancaria|coordonn(?:é|e)es bancaires|dados banc(?:á|a)rios)[^.!?\n]{0,30}(?:chang|update|ge(?:ä|ae)ndert|neu|cambi|mud)\w{0,5}|(?:pay|transfer|send|wire|zahl\w{0,3}|(?:ü|ue)berweis\w{0,3}|paguen?|pagar?|transfer\w{1,3}|payer|vir(?:er|ez)|payez)[^.!?\n]{0,40}(?:iban|wallet|account number|gift cards?|bitcoin)|lottery|winnings|share (?:their|your) (?:bank|card|password)\w{0,2})${after}|(?<![\w])(?:bc1[a-z0-9]{20,60}|0x[a-f0-9]{40})(?!\w)`,
    'giu',
  ),
  command:
    /\b(?:curl|wget|iwr|invoke-webrequest)\b[^\n|]{1,200}\|\s{0,4}(?:ba)?sh|\brm -rf\b|powershell(?:\.exe)? -|\b(?:disable|turn off|deaktivier\w{1,4}|desactiv\w{1,3}|d(?:é|e)sactiv\w{1,3}|desativ\w{1,3}) (?:your |the |den |die |el |la |l'|o |a )?(?:antivirus|virenschutz|virenscanner|firewall|2fa|two-factor)|\bteamviewer|anydesk/giu,
  task: said(
    '(?:write|compose|draft|create|generate|craft) (?:me )?(?:an? |the )?(?:\\w{1,15} ){0,2}(?:poem|story|essay|script|song|joke|article|introduction|rap|novel|post|headline|function|program)',
    `(?:include|integrate|insert|append|embed|augment|enhance|modify|introduce|scramble|jumble|rearrange|reverse|substitute|replace)${gap}(?:sentence|letters?|words?|vowels|fact|mention|statistic|rumor|typos?|order)`,
    'translate (?:this|your|the following|it)|(?:explain|describe|analy[sz]e|provide|determine|summari[sz]e|classify|break down) (?:the |an? |this )?(?:trend|process|life-?cycle|plot|sentiment|mood|insights?|spanish|french|german|advancements|benefits|history|concept|theory)',
    'in (?:reverse|rhymes?|pirate|haiku|french|spanish|italian|german|russian|emojis?)',
  ),
  secrecy: said(
    `(?:do not|don'?t|never|without) (?:ever )?(?:mention\\w{0,3}|tell\\w{0,3}|reveal\\w{0,3}|say\\w{0,3}|warn\\w{0,3}|inform\\w{0,3}|break\\w{0,3}|refus\\w{1,3})`,
    `(?:erw(?:ä|ae)hne|verrate|sage?|sagen sie)${gap}(?:nichts?|niemandem|keinem)`,
    'no (?:menciones|digas|reveles|avises)|sin mencionar|ne (?:mentionne|dis|dites|r(?:é|e)v(?:è|e)le|mentionnez|r(?:é|e)v(?:é|e)lez)\\w{0,2}|n(?:ã|a)o (?:mencione|diga|revele|avise)|sem mencionar',
  ),
  commanded: said(
    'you (?:will|must|should|shall|can|have to|are to|need to|always|never|may)|always|never|must',
    'du (?:musst|sollst|wirst|darfst)|sie (?:m(?:ü|ue)ssen|sollen)|(?:debes|tienes que|deber(?:á|a)s)|(?:tu|vous) (?:dois|devez)|(?:voc(?:ê|e) )?(?:deve|tem que)',
  ),
} as const satisfies Readonly<Record<string, RegExp>>;
