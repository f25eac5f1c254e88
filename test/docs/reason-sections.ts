import { type Reason, isFailure, isReason, reasons } from '../../domain/outcome.ts';
import { reasonHelp } from '../../domain/reason-help.ts';

/** Where docs/troubleshooting.md holds the sections that are made. */
export const troubleshootingFile = 'docs/troubleshooting.md';
const begin = '<!-- Made by `npm run reasons`: change domain/reason-help.ts instead. -->';
const end = '<!-- End of what is made. -->';

/** The page with a section for each reason, in the order of the closed list. */
export function withReasonSections(page: string): string {
  const from = page.indexOf(begin);
  const to = page.indexOf(end);
  if (from < 0 || to < from) throw new Error(`${troubleshootingFile} has lost its marker lines.`);
  const sections = Object.keys(reasons).filter(isReason).map(sectionOf);
  return `${page.slice(0, from)}${begin}\n\n${sections.join('\n')}\n${page.slice(to)}`;
}

function sectionOf(reason: Reason): string {
  const { sentence, settled } = reasons[reason];
  const { when, change } = reasonHelp[reason];
  return `### \`${reason}\`

${wrapped(`${isFailure(reason) ? 'Failed' : 'Quiet'}. ${sentence}`)}

${wrapped(`- **When:** ${when}`)}
${wrapped(`- **To change it:** ${change}`)}
- **After an assignment:** ${settled ? 'stays as it is.' : 'decided again, as long as it is unanswered.'}
`;
}

/** Lines of at most 140 characters, no code span cut in two; those of a list item are indented. */
function wrapped(text: string): string {
  const indent = text.startsWith('- ') ? '  ' : '';
  const lines: string[] = [];
  let line = '';
  for (const [word] of text.matchAll(/(?:[^\s`]|`[^`]*`)+/g)) {
    if (line.length + 1 + word.length > 140) {
      lines.push(line);
      line = `${indent}${word}`;
    } else {
      line = line === '' ? word : `${line} ${word}`;
    }
  }
  return [...lines, line].join('\n');
}
