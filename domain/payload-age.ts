/** Groups of API versions that a webhook's payload can be told apart by; nothing in it names one. */
export type PayloadAge = 'before 2.15' | '2.15' | '2.16 or later';

/** The group of a version such as `2.14`; null for one that is none, as `Preview`. */
export function payloadAgeOf(version: string): PayloadAge | null {
  const minor = Number(/^2\.(\d+)$/.exec(version)?.[1] ?? NaN);
  if (Number.isNaN(minor)) return null;
  if (minor < 15) return 'before 2.15';
  return minor === 15 ? '2.15' : '2.16 or later';
}
