import { readFile } from 'node:fs/promises';

const atMost = 600;

/** Why a program that downloads ended, from its log: its last lines, without any credentials. */
export async function lastWords(logFile: string): Promise<string> {
  const lines = (await readFile(logFile, 'utf8')).split('\n').filter((line) => line.trim() !== '');
  // pip ends with "no matching distribution" whatever kept it from asking; the reason stands above.
  const broken = lines.flatMap((line) => /broken by '(.+)': \//.exec(line)?.[1] ?? []).at(-1);
  // Maven says what is wrong first, and then how to learn more.
  const ofMaven = lines.find((line) => line.startsWith('[ERROR] '));
  if (ofMaven !== undefined) return told(ofMaven.slice(8).replace(/ -> \[Help \d+\]$/, ''));
  const words = broken === undefined ? lines.slice(-2) : [broken, ...lines.slice(-1)];
  return told(words.join(' · ')) || 'it ended without a word';
}

const told = (words: string): string => withoutCredentials(words).slice(-atMost);

const withoutCredentials = (text: string): string => text.replaceAll(/\/\/[^/@\s]+@/g, '//');
