import type { RemovalReason } from './proof.ts';

/**
 * What a draft must not hold whatever its sources say: the greeting is put in by code, and nobody
 * signs for a person who has not read it. Patterns are bounded and read one sentence.
 */

const name = String.raw`\p{Lu}[\p{L}'’.-]{1,30}`;
const greetingWords =
  'hi|hello|hey|hey there|hi there|dear|greetings|good (?:morning|afternoon|evening|day)|hallo|liebe[rs]?|sehr geehrte[rs]?|guten (?:tag|morgen|abend)|moin|servus|grüezi|bonjour|bonsoir|salut|chère?|hola|buen(?:os|as) (?:días|dias|tardes|noches)|estimad[oa]s?|ciao|buongiorno|buonasera|gentile|salve|olá|ola|bom dia|boa (?:tarde|noite)|car[oa]s?|prezad[oa]s?|beste|geachte|goede(?:morgen|middag|navond)';

const greeting = new RegExp(
  String.raw`^\s*(?:${greetingWords})(?:(?:[,\s]{1,3}[\p{L}'’.<>_\d-]{1,30}){0,3}\s*[,!.:–—-]|(?:\s+[\p{L}'’.<>_\d-]{1,30}){0,2}\s*$)`,
  'iu',
);

const farewellWords =
  '(?:(?:best|kind|kindest|warm|warmest|many)\\s+(?:regards|wishes|thanks)|regards|cheers|sincerely|yours (?:sincerely|truly|faithfully)|best|all the best|take care|have a (?:great|nice|good|lovely|wonderful) (?:day|one|week|weekend|evening)|warmly|thanks|thank you|many thanks|mit (?:freundlichen|besten|lieben|herzlichen) grüßen|mit (?:freundlichen|besten) gruessen|(?:viele|liebe|beste|freundliche|schöne|herzliche) grüße|mfg|lg|vg|cordialement|bien (?:cordialement|à vous)|bien à vous|sincères salutations|meilleures salutations|bonne journée|(?:un )?(?:cordial )?saludos?(?: cordiales)?|un abrazo|atentamente|que tengas? un buen día|(?:cordiali|distinti) saluti|saluti|un saluto|buona giornata|atenciosamente|cumprimentos|(?:um )?abraços?|tenha um bom dia|(?:met )?(?:vriendelijke|hartelijke) groet(?:en|jes)?|groet(?:en|jes)?)';

/** A farewell by itself, with up to some words of a name behind it. */
const farewell = new RegExp(
  String.raw`^\s*[-–—~]{0,2}\s*${farewellWords}[\s,.!–—-]{0,4}(?:(?:from |the |your |ihr |dein |das |le |el |il |het |de |l['’]|votre |tu |equipo |team )?[\p{L}'’.&-]{1,30}[\s,.!|–—-]{0,3}){0,6}$`,
  'iu',
);
const signature = new RegExp(
  String.raw`^\s*(?:[-–—~]{1,2}\s*(?:${name})(?:[\s,|]{1,3}${name}){0,4}|(?:your |the )(?:[\p{L}]{1,20} ){0,3}(?:support|success|service|care|help) team|${name}(?: ${name})?,? (?:from|of|at) (?:the )?(?:[\p{L}]{1,20} ){0,3}(?:team|support))[.!]?\s*$`,
  'iu',
);

/** Filler that only says that the reply is over. */
const closing =
  /^(?:i |we )?(?:really )?hope (?:this|that|it) (?:helps|clarifies|answers)|\b(?:let (?:me|us) know if|feel free to (?:reach|contact|ask|reply|get)|do(?:n['’]t| not) hesitate to|happy to help|here (?:to|if you) (?:help|need)|any (?:other|further|more|additional) questions|anything else (?:i|we) can)\b|\b(?:melden sie sich (?:gern|jederzeit)|ich hoffe,? das hilft|bei (?:weiteren )?fragen)\b|\bn['’]hésitez pas\b|\bj['’]espère que cela\b|\bno dud(?:e|es) en\b|\bespero que (?:esto|te|le|isso|ajude)\b|\bnon esit(?:i|are)\b|\bspero che questo\b|\baarzel niet\b|\bik hoop dat dit\b|\bnão hesite\b/i;

/** Someone is addressed, or introduces themselves, by name. */
const addressed = [
  new RegExp(
    String.raw`^\s*(${name}),\s+(?=(?:you|your|to|please|here|there|this|that|yes|no|i|we|it|the|thanks|sie|du|ihr|tú|usted|vous|tu|lei|je|u|você|bitte|por favor|per favore)\b)`,
    'u',
  ),
  new RegExp(
    String.raw`^\s*(?:[Tt]hanks|[Tt]hank you|[Ss]orry|[Ss]ure|[Yy]es|[Nn]o|[Oo]f course|[Oo]kay|[Oo]k|[Gg]reat(?: question)?|[Dd]anke|[Gg]racias|[Mm]erci|[Gg]razie|[Bb]edankt|[Oo]brigad[oa]),?\s+(?:so much,?\s+|again,?\s+|vielmals,?\s+)?(?!You\b|We\b|The\b|I\b)(${name})(?=[\s,.!]|$)`,
    'u',
  ),
  new RegExp(String.raw`,\s+(?:dear\s+)?(${name})[.!?]\s*$`, 'u'),
  new RegExp(
    String.raw`\b(?:[Mm]y name is|[Tt]his is|I am|I['’]m|[Ii]ch bin|[Mm]ein Name ist|[Mm]e llamo|[Ss]oy|[Jj]e m['’]appelle|[Mm]i chiamo|[Ii]k ben|[Mm]eu nome é)\s+(${name})(?=\s+(?:from|with|at|of|and|here|vom?|aus|de|van|del|della|da)\b|[.,!]|$)`,
    'u',
  ),
];

/** Words that may stand where a name would: they begin sentences or are said to anybody. */
const noNames =
  /^(?:Yes|No|Sure|However|Also|Then|Next|First|Finally|Otherwise|Please|Note|Hello|Settings|Alternatively|Instead|Currently|Unfortunately|Generally|Additionally|Therefore|Optionally|Once|Note|Here|There|That|This|Thanks|Ja|Nein|Bitte|Non|Oui|Sí|Si|No|For|So|And|But|Great|Ok|Okay|\p{Lu}\p{L}+ly)$/u;

/** The person whom a sentence speaks to or for by name; null: nobody. */
export function personIn(text: string): string | null {
  for (const pattern of addressed) {
    const found = pattern.exec(text)?.[1];
    if (found !== undefined && !noNames.test(found)) return found.replace(/[.,]$/, '');
  }
  return null;
}

/** Greeting or farewell, which are wrong also where an article has them. */
export function frameIn(text: string): RemovalReason | null {
  if (greeting.test(text)) return 'greeting';
  return farewell.test(text) || signature.test(text) ? 'sign_off' : null;
}

export const isClosing = (text: string): boolean => closing.test(text);
