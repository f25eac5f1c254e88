import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { Command } from 'commander';
import { describe, expect, it } from 'vitest';
import { commands } from '../../cli/commands.ts';
import { conversationFrom } from '../../cli/conversation-argument.ts';
import { readSince } from '../../cli/since.ts';
import { start, table } from '../../cli/table.ts';
import { loadConfig } from '../../config/load.ts';

const withSubcommands = (command: Command): Command[] => [
  command,
  ...command.commands.flatMap(withSubcommands),
];
const all = commands.flatMap(withSubcommands);

describe('the command', () => {
  it('runs from the checkout', async () => {
    const run = promisify(execFile)(process.execPath, ['bin/sidenote.js', '--help']);
    const { stdout } = await run;
    for (const name of ['start', 'explain', 'replay', 'settings']) expect(stdout).toContain(name);
  });

  it.each(all.map((command) => [command.name(), command] as const))(
    '%s has help with an example',
    (_name, command) => {
      let help = '';
      command.configureOutput({ writeOut: (text) => (help += text) }).outputHelp();
      expect(help).toMatch(/Examples?:\n {2}\$ (npx sidenote|npm start)/);
    },
  );

  it.each([
    'preview',
    'promote',
    'verify',
    'explain',
    'again',
    'replay',
    'import',
    'search',
    'retrieval',
    'topics',
    'answerable',
    'get',
    'set',
  ])('%s prints JSON when asked', (name) => {
    const command = all.find((one) => one.name() === name);
    expect(command?.options.map(({ long }) => long)).toContain('--json');
  });
});

describe('a conversation on the command line', () => {
  const config = loadConfig({ INTERCOM_APP_ID: 'own' });
  const link = 'https://app.intercom.com/a/inbox/abc/inbox/conversation/42';

  it.each([
    ['42', 'own', '42'],
    ['abc:42', 'abc', '42'],
    [link, 'abc', '42'],
  ])('%s', (typed, appId, conversationId) => {
    expect(conversationFrom(typed, config)).toEqual({ appId, conversationId });
  });

  it('says what would be one', () => {
    expect(() => conversationFrom('what is this?', config)).toThrow('names no conversation');
    expect(() => conversationFrom('42', loadConfig({}))).toThrow('INTERCOM_APP_ID');
  });
});

describe('since', () => {
  it.each([
    ['90m', 10_000_000 - 90 * 60_000],
    ['1h', 10_000_000 - 3_600_000],
    ['1970-01-02', 86_400_000],
  ])('%s', (typed, ms) => {
    expect(readSince(typed, 10_000_000)).toBe(ms);
  });

  it.each(['', '5', 'yesterday', '7w', '2025-99-01'])('refuses %j', (typed) => {
    expect(() => readSince(typed, 0)).toThrow('is no time');
  });
});

describe('a table', () => {
  it('lines up its columns and keeps no spaces at the end', () => {
    expect(
      table(
        ['a', 'b'],
        [
          ['long', 'x'],
          ['é', ''],
        ],
      ),
    ).toBe('a     b\nlong  x\né');
  });

  it('shortens by characters, not halves of them', () => {
    expect(start('a\n  b', 10)).toBe('a b');
    expect(start('👋👋👋', 2)).toBe('👋…');
  });
});
