const units: Readonly<Record<string, number>> = {
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
};

/** `90m`, `24h`, `7d` before now, or a date that ISO 8601 knows; milliseconds since 1970. */
export function readSince(typed: string, nowMs: number): number {
  const [, number, unit = ''] = /^(\d+)([mhd])$/.exec(typed) ?? [];
  const unitMs = units[unit];
  if (number !== undefined && unitMs !== undefined) return nowMs - Number(number) * unitMs;
  const date = /^\d{4}-\d\d-\d\d/.test(typed) ? Date.parse(typed) : Number.NaN;
  if (Number.isNaN(date)) {
    throw new Error(`${typed} is no time: write 90m, 24h, 7d, or a date such as 2025-01-31.`);
  }
  return date;
}
