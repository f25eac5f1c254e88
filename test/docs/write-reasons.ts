import { readFile, writeFile } from 'node:fs/promises';
import { troubleshootingFile, withReasonSections } from './reason-sections.ts';

// Writes the reasons' sections of docs/troubleshooting.md: npm run reasons
await writeFile(
  troubleshootingFile,
  withReasonSections(await readFile(troubleshootingFile, 'utf8')),
);
