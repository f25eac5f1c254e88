import { payloadAgeOf } from '../../domain/payload-age.ts';
import type { HealthCheck } from '../../server/ports.ts';
import type { SeenTopic } from '../../storage/topics.ts';
import { ok, warning } from './check.ts';

const name = 'webhook version';

/**
 * The version of webhooks is set in the Developer Hub and named nowhere: it is told by the shape of
 * the newest conversation that came, and compared with the version that our calls ask for.
 */
export function checkWebhookVersion(seen: readonly SeenTopic[], version: string): HealthCheck {
  const told = seen.filter(({ payloadAge }) => payloadAge !== null);
  const last = [...told].sort((one, other) => other.lastAtMs - one.lastAtMs)[0];
  const asked = payloadAgeOf(version);
  if (last === undefined || asked === null) {
    return warning(
      name,
      `Calls ask for version ${version}; that of webhooks shows with the first one.`,
      `Choose API version ${version} for the app in the Developer Hub.`,
    );
  }
  if (last.payloadAge === asked) {
    return ok(name, `Webhooks look like version ${version}, which calls ask for.`);
  }
  return warning(
    name,
    `Webhooks look like a version ${last.payloadAge}; calls ask for ${version}.`,
    `Choose API version ${version} for the app in the Developer Hub, or set INTERCOM_VERSION to the one chosen there.`,
  );
}
