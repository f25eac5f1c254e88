import { isWithin } from './host-names.ts';
import type { Settings } from './settings.ts';

/** By which kind of entry a contact's address is blocked: the address itself, or its domain; null: it is not. */
export function blockOf(
  address: string | null,
  { emails, domains }: Settings['blocklist'],
): 'email' | { readonly domain: string } | null {
  const email = address?.trim().toLowerCase();
  if (!email) return null;
  if (emails.some((entry) => entry.trim().toLowerCase() === email)) return 'email';
  const domain = email.slice(email.lastIndexOf('@') + 1);
  return domains.some((entry) => isWithin(domain, entry)) ? { domain } : null;
}
