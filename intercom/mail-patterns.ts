/**
 * How mail programs mark what is not the author's: one line each, tested on lines of bounded
 * length, without nested repetition, so that no mail can make a pattern run long. (The pattern
 * tables of the usual libraries take half a minute for five thousand chosen characters.)
 */

/** Longest line, or joined lines, that an introduction of quoted mail is looked for in. */
export const introductionCharacters = 300;

const verbs =
  /(?:wrote|schrieb|écrit|escribió|scritto|escreveu|schreef|skrev|kirjoitti|pisze|napisał(?:\(a\)|a)?|napsal(?:\(a\)|a)?|írta|yazdı|написал(?:\(а\)|а)?|пишет|写道|寫道|作成|のメッセージ|작성)/iu;
const beginnings =
  /^[-\s]*(?:on|am|le|el|il|em|op|den|pe|ke|w dniu|dnia|dne|în|в|ср|пн|вт|чт|пт|сб|вс|在|20\d\d|\d{1,2}[.:/]|\p{L}{2,4}[.,])(?!\p{L})/iu;

export const mayBeginIntroduction = (line: string): boolean =>
  line.length <= introductionCharacters && beginnings.test(line);

/** "On 3 May 2026, Sam <sam@shop.example> wrote:" in the languages that mail programs speak. */
export const introducesQuote = (line: string): boolean =>
  mayBeginIntroduction(line) &&
  /[:：]\s*(?:schrieb|wrote)?\s*-*$/iu.test(line.slice(-20)) &&
  verbs.test(line) &&
  /[\d@<]/.test(line);

/** "Sam <sam@shop.example> schrieb am 3. Mai 2026:" */
export const introducesQuoteByAddress = (line: string): boolean =>
  line.length <= introductionCharacters &&
  line.trimEnd().endsWith(':') &&
  /<[^<>\s]{3,100}@[^<>\s]{3,100}>/.test(line) &&
  verbs.test(line);

const dividers =
  /^-{2,12} ?(?:original message|forwarded message|ursprüngliche nachricht|weitergeleitete nachricht|message d['’]origine|message transféré|mensaje original|mensaje reenviado|messaggio originale|messaggio inoltrato|mensagem original|oorspronkelijk bericht|oprindelig besked|ursprungligt meddelande|wiadomość oryginalna) ?-{0,12}$/iu;

export const dividesQuote = (line: string): boolean =>
  line.length <= 120 && (dividers.test(line.trim()) || /^_{20,}$/.test(line.trim()));

/** First line of the header block that Outlook puts above quoted mail. */
export const namesSender = (line: string): boolean =>
  line.length <= introductionCharacters &&
  /^\s*\*?(?:from|von|de|da|van|från|fra|od|от|发件人|寄件者|差出人)\s?[:：]/iu.test(line);

/** Another line of such a block. */
export const namesDateOrReceiver = (line: string): boolean =>
  /^\s*\*?(?:sent|date|to|subject|gesendet|datum|an|betreff|envoyé|à|objet|enviado|fecha|para|asunto|inviato|data|oggetto|verzonden|aan|onderwerp|skickat|till|ämne|sendt|til|emne|wysłano|do|temat|发送时间|收件人|主题)\s?[:：]/iu.test(
    line.slice(0, 40),
  );

/** "Sent from my iPhone". */
export const advertisesDevice = (line: string): boolean =>
  line.length <= 120 &&
  /^\s*(?:sent from |sent via |get outlook for |gesendet von |gesendet mit |von meinem |outlook für |envoyé (?:de |depuis |à partir de )|télécharger outlook |enviado (?:desde|de|do) |obtener outlook |inviato da |verzonden vanaf |verstuurd vanaf |skickat från |sendt fra |wysłano z )/iu.test(
    line,
  );

export const separatesSignature = (line: string): boolean => /^(?:--|—|__)$/.test(line.trim());

/** "Best regards," alone on its line. */
export const saysGoodbye = (line: string): boolean =>
  line.length <= 60 &&
  /^\s*(?:(?:with )?(?:many |kind |best |warm |warmest )?regards|best wishes|all the best|cheers|sincerely|yours (?:truly|sincerely|faithfully)|(?:mit )?(?:freundlichen?|vielen?|liebe[nr]?|besten?|herzlichen?|schönen?) gr(?:ü|ue)(?:ß|ss)en?|mfg|(?:bien )?cordialement|bien à vous|(?:un |muchos )?(?:cordial )?saludos?(?: cordiales)?|atentamente|(?:cordiali|distinti) saluti|atenciosamente|met vriendelijke groet(?:en)?|(?:med )?vänlig(?:a)? hälsning(?:ar)?|(?:med )?venlig hilsen|pozdrawiam|z poważaniem)\s*[,.!]*\s*$/iu.test(
    line,
  );
