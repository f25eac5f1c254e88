/**
 * Text from outside goes into a prompt only as JSON inside a named block: quotes and line ends are
 * escaped, `<` too, so that no text can close its block or look like one. What stands for a masked
 * value (`<EMAIL_1>`) stays readable.
 */
export function dataBlock(name: string, rows: readonly unknown[]): string {
  const lines = rows.map((row) =>
    JSON.stringify(row).replaceAll(/<(?![A-Z]{2,20}_\d{1,4}>)/g, '\\u003c'),
  );
  return [`<data name="${name}">`, ...lines, '</data>'].join('\n');
}

/** Addresses are left out: a model that has seen none can copy none. */
export const withoutAddresses = (text: string): string =>
  text
    .replace(/ ?\((?:https?:\/\/|www\.)[^\s()]{1,2000}\)/gi, '')
    .replace(/(?:https?:\/\/|www\.)[^\s<>()"']{1,2000}/gi, '[link]');
