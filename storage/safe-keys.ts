/**
 * Attribute and header names are a stranger's words, and `.` and `$` mean something in field names
 * of some MongoDB-wire servers, a zero byte ends them in BSON: such names are stored with look-alikes and read back as they were.
 */
const outside = { '.': '．', $: '＄', '\0': '␀' } as const;

const encodeName = (name: string): string =>
  name.replaceAll('.', outside['.']).replaceAll('$', outside.$).replaceAll('\0', outside['\0']);
const decodeName = (name: string): string =>
  name.replaceAll(outside['.'], '.').replaceAll(outside.$, '$').replaceAll(outside['\0'], '\0');

/** A map with every name made storable. */
export const encodeNames = <T>(map: Readonly<Record<string, T>>): Record<string, T> =>
  Object.fromEntries(Object.entries(map).map(([name, value]) => [encodeName(name), value]));

export const decodeNames = <T>(map: Readonly<Record<string, T>>): Record<string, T> =>
  Object.fromEntries(Object.entries(map).map(([name, value]) => [decodeName(name), value]));
