/** A table of plain text: columns as wide as they need, the last one free. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const all = [head, ...rows];
  const widths = head.map((_, column) =>
    Math.max(...all.map((row) => [...(row[column] ?? '')].length)),
  );
  return all
    .map((row) =>
      head
        .map((_, column) => {
          const cell = row[column] ?? '';
          const last = column === head.length - 1;
          return last ? cell : cell + ' '.repeat((widths[column] ?? 0) - [...cell].length);
        })
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

/** One line of at most `length` characters. */
export function start(text: string, length: number): string {
  const line = text.replaceAll(/\s+/g, ' ').trim();
  const characters = [...line];
  return characters.length <= length ? line : `${characters.slice(0, length - 1).join('')}…`;
}
