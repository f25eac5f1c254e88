/**
 * What frames a message and says nothing: a greeting before it, a farewell with a name after it.
 * All patterns are bounded, so that the time grows with the text alone.
 */

/** A capitalised word, as names are. */
export const capitalised = String.raw`\p{Lu}[\p{L}'’-]{0,30}`;

export const greetings =
  '[Hh]i|[Hh]ello|[Hh]ey|[Dd]ear|[Gg]ood (?:morning|afternoon|evening)|[Hh]allo|[Ll]iebe[rs]?|[Ss]ehr geehrte[rs]?|[Gg]uten (?:Tag|Morgen|Abend)|[Mm]oin|[Ss]ervus|[Bb]onjour|[Ss]alut|[Cc]her|[Cc]hère|[Hh]ola|[Bb]uenos días|[Bb]uenas tardes|[Ee]stimad[oa]|[Cc]iao|[Bb]uongiorno|[Gg]entile|[Oo]lá|[Bb]om dia|[Cc]aro|[Bb]este|[Gg]eachte';

const greeting = new RegExp(
  String.raw`^\s*(?:${greetings})(?:[ \t]{1,3}(?:there|all|everyone|again|zusammen|à tous|${capitalised})){0,4}[ \t]{0,3}[,!.:\n–-]\s{0,10}`,
  'u',
);

export const farewells =
  '(?:[Bb]est|[Kk]ind|[Ww]arm)(?: [Rr]egards| [Ww]ishes)?|[Rr]egards|[Cc]heers|[Ss]incerely|[Yy]ours(?: sincerely| truly)?|[Mm]any thanks|[Tt]hanks(?: again| a lot)?|[Tt]hank you|[Mm]it (?:freundlichen|besten|lieben) Grüßen|(?:[Vv]iele|[Ll]iebe|[Bb]este|[Ff]reundliche) Grüße|MfG|LG|VG|[Dd]anke|[Cc]ordialement|[Bb]ien cordialement|[Mm]erci|(?:[Uu]n )?[Ss]aludos?|[Gg]racias|(?:[Cc]ordiali )?[Ss]aluti|[Gg]razie|[Aa]tenciosamente|[Aa]braços?|[Oo]brigad[oa]|(?:[Mm]et vriendelijke )?[Gg]roet(?:en|jes)?|[Bb]edankt';

const names = String.raw`${capitalised}(?:[ ,|]{1,3}${capitalised}){0,4}`;

/** A farewell on a line of its own or at the end of one, with up to four lines of names. */
const farewell = new RegExp(
  String.raw`(?:\n|(?<=[.!?] ))[ \t]{0,5}(?:${farewells})[,.!]{0,3}[ \t]{0,5}(?:\n{0,3}[ \t]{0,5}[-–—]?[ \t]?${names}[.,]?){0,4}\s{0,20}$`,
  'u',
);

/** Only a name on the last line. */
const signature = new RegExp(
  String.raw`\n[ \t]{0,5}[-–—~]?[ \t]?${capitalised}(?: ${capitalised})?\s{0,20}$`,
  'u',
);

/** The message without greeting, farewell and signature. */
export const withoutFrame = (text: string): string =>
  text.trim().replace(greeting, '').replace(farewell, '').replace(signature, '').trim();
