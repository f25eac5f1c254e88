import { createHmac, timingSafeEqual } from 'node:crypto';

/**
 * Whether `X-Hub-Signature` (`sha1=` and 40 hex digits: HMAC-SHA1 over the raw body bytes) was
 * made with one of the app's client secrets; several are valid while one is being rotated. All
 * are tried always, so that the time taken tells nothing. Anything malformed is simply wrong.
 */
export function hasValidSignature(
  body: Uint8Array,
  header: string | readonly string[] | undefined,
  secrets: readonly string[],
): boolean {
  const digits =
    typeof header === 'string' ? /^sha1=([0-9a-f]{40})$/i.exec(header)?.[1] : undefined;
  if (digits === undefined) return false;
  const given = Buffer.from(digits, 'hex');
  let valid = false;
  for (const secret of secrets) {
    // An empty secret would let everybody sign.
    if (secret === '') continue;
    const expected = createHmac('sha1', secret).update(body).digest();
    if (timingSafeEqual(given, expected)) valid = true;
  }
  return valid;
}

/** The header that Intercom would send; for the simulator and tests. */
export const signatureOf = (body: Uint8Array | string, secret: string): string =>
  `sha1=${createHmac('sha1', secret).update(body).digest('hex')}`;
