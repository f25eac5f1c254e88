import { plainText } from '../domain/markdown.ts';
import { countWords } from '../domain/sentences.ts';
import { type IsGlued, piecesOf } from './glued.ts';

/** What a line of running text is to a reader; each is verbatim but for markup and white space. */
export type Line = { readonly kind: 'heading' | 'lead' | 'sentence'; readonly text: string };

/** Leftovers of markup, pointers to what a note does not show, and calls to click. */
const unusable = [
  /[<>{}|]|\]\(|!\[|\[\s/,
  /^(?:for more (?:information|details),? )?(?:please )?(?:see|learn (?:more|how)|read more|click here|watch|show me|note|tip|important)\b[^.]{0,60}[.:]?$/i,
  /^(?:for|to) (?:more|further|learn|get) \w+[^.]{0,60},? (?:see|visit|read|refer|check)\b/i,
  /\b(?:screenshot|in this article|(?:see|shown|as|listed|described|example|snippet|code|table|image|steps?|section|click) (?:\w+ ){0,3}(?:below|above)|the following (?:image|screenshot|video|code|snippet))\b/i,
  /here['’]s an example/i,
];

export const isUsable = (sentence: string): boolean =>
  /\p{L}/u.test(sentence) && !unusable.some((pattern) => pattern.test(sentence));

/** A label says how to read what follows; what follows says it without. */
const label = /^(?:Notes?|Tips?|Important|Please note|Hinweis|Tipp|Wichtig)\s*[:–-]\s*/;

/** A path of links ("Home > Help > Billing"), which says where and not what. */
const breadcrumb = /^\S[^.!?>»]{0,60}(?:\s[>»]\s[^.!?>»]{1,60}){1,8}$/;

const isCapitals = (text: string): boolean =>
  /\p{Lu}{3}/u.test(text) && !/\p{Ll}/u.test(text) && countWords(text) <= 10;

/** Begins like an instruction: a verb of handling, perhaps after the place where it is done. */
const instruction =
  /^(?:\(Optional\)\s*|Optional:\s*|Then,?\s+|Next,?\s+|Finally,?\s+)?(?:(?:In|On|At|Under|From|Next to|To the) [^,.]{2,60}, )?(?:Click|Go|Select|Enter|Choose|Tap|Hover|Scroll|Type|Add|Paste|Open|Sign|Log|Enable|Disable|Toggle|Check|Uncheck|Repeat|Follow|Save|Drag|Set|Review|Press|Navigate|Copy|Edit|Connect|Upload|Download|Install|Run|Restart|Stop|Start|Turn|Switch|Move|Remove|Delete|Change|Customize|Make sure|Refresh|Clear|Visit|Confirm|Verify|Retype|Complete|Fill|Create|Use|Expand|Mark|Right[- ]click|Double[- ]click|Hold|Decide|Locate|Find|Update|Re-enter|Accept|Publish|View|Apply|Attach|Assign|Pick|Close|Reload|Wait|Contact|Issue|Execute|Rename|Replace|Extract|Specify|Ensure|Perform)\b/u;

export const isInstruction = (sentence: string): boolean => instruction.test(sentence);

/** "To add a member: Go to ..." lost the line break after its lead. */
function withoutLead(sentence: string): readonly string[] {
  const found = /^(.{8,160}?:)\s+(?=\(?\p{Lu})/u.exec(sentence);
  if (!found) return [sentence];
  const [whole, lead = ''] = found;
  const rest = sentence.slice(whole.length);
  return isInstruction(rest) || rest.startsWith('(') ? [lead, rest] : [sentence];
}

/** A line break that no end mark comes before is where an editor broke the line. */
function joined(markdown: string): readonly string[] {
  const lines: string[] = [];
  for (const line of markdown.split('\n').map((one) => one.trim())) {
    const before = lines.at(-1);
    const ends = before === undefined || /[.:!?]["”*_)]*$/.test(before) || isCapitals(before);
    if (ends || isCapitals(line)) lines.push(line);
    else lines[lines.length - 1] = `${before} ${line}`;
  }
  return lines;
}

/** Reads a paragraph of Markdown; what says nothing by itself is left out. */
export function linesOf(markdown: string, isGlued: IsGlued): Line[] {
  return joined(markdown).flatMap((line): Line[] => {
    const seen = plainText(line);
    if (seen === '' || breadcrumb.test(seen)) return [];
    if (isCapitals(seen)) return [{ kind: 'heading', text: seen }];
    return piecesOf(seen, isGlued).flatMap(({ text, ranInto }): Line[] => {
      const bare = text.replace(label, '');
      // In an article a question is what the next sentences answer.
      if (bare.endsWith('?')) return [{ kind: 'heading', text: bare }];
      if (ranInto) return countWords(bare) <= 14 ? [{ kind: 'heading', text: bare }] : [];
      return withoutLead(bare)
        .filter(isUsable)
        .map((one) => ({ kind: /:["”)]?$/.test(one) ? 'lead' : 'sentence', text: one }));
    });
  });
}
