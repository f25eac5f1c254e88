/** `app.example.com` is within `example.com` and within itself; an entry may begin with `@`. */
export function isWithin(host: string, entry: string): boolean {
  const domain = entry.trim().toLowerCase().replace(/^@/, '');
  return domain !== '' && (host === domain || host.endsWith(`.${domain}`));
}
