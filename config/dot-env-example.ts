import { variables } from './schema.ts';
import { type Group, variableFacts } from './variable.ts';

const headings: Readonly<Record<Group, string>> = {
  intercom: 'Intercom: the workspace and the app',
  temporal: 'Temporal',
  mongodb: 'MongoDB',
  openai: 'Language model',
  server: 'Web process',
  sidenote: 'Sidenote',
};

/** `.env.example`: every name with one sentence, its default behind it. */
export function renderDotEnvExample(): string {
  const lines = ['# Copy to .env and fill in what you need. What is left empty counts as unset.'];
  let heading: string | null = null;
  for (const [name, schema] of Object.entries(variables)) {
    const facts = variableFacts.get(schema);
    if (!facts) continue;
    if (headings[facts.group] !== heading) {
      heading = headings[facts.group];
      lines.push('', `## ${heading}`);
    }
    lines.push(
      '',
      ...wrapped(facts.about),
      facts.shown === '' ? `${name}=` : `# ${name}=${facts.shown}`,
    );
  }
  return `${lines.join('\n')}\n`;
}

/** Comment lines of at most 100 characters. */
function wrapped(sentence: string): string[] {
  const lines: string[] = [];
  let line = '#';
  for (const word of sentence.split(' ')) {
    if (line.length + 1 + word.length > 100) {
      lines.push(line);
      line = '#';
    }
    line += ` ${word}`;
  }
  return [...lines, line];
}
