import type { Trouble } from '../domain/trouble.ts';
import type { HealthCheck } from './ports.ts';

const failed = (name: string, sentence: string, whatToDo: string): HealthCheck => ({
  name,
  status: 'failed',
  sentence,
  whatToDo,
});

/** What workers found out about the world outside, in words, with what to do. */
export const troubleChecks = (troubles: readonly Trouble[]): readonly HealthCheck[] =>
  troubles.map((trouble) => {
    const since = new Date(trouble.sinceMs).toISOString().slice(0, 16).replace('T', ' ');
    return trouble.service === 'model' ? modelCheck(trouble, since) : intercomCheck(trouble, since);
  });

const decideAgain =
  'Then let what stayed quiet be decided: npx sidenote again --reason provider_unavailable --since 1d';

function modelCheck(
  { provider, model, trouble }: Extract<Trouble, { service: 'model' }>,
  since: string,
): HealthCheck {
  const name = `model ${model}`;
  switch (trouble) {
    case 'failing':
      return failed(
        name,
        `${provider} has not answered for ${model} since ${since} UTC; it is tried once a minute.`,
        `Look at the provider's status page and at the network. ${decideAgain}`,
      );
    case 'quota':
      return failed(
        name,
        `The quota or credit for ${model} at ${provider} is used up since ${since} UTC: no drafts.`,
        `Add credit or raise the limit there; it is tried every five minutes. ${decideAgain}`,
      );
    case 'key_refused':
      return failed(
        name,
        `${provider} refuses the key for ${model} since ${since} UTC: no drafts.`,
        `Set OPENAI_API_KEY to a key that may use this model, and restart the worker. ${decideAgain}`,
      );
    case 'model_unknown':
      return failed(
        name,
        `${provider} does not have the model ${model}, or not at this address, since ${since} UTC.`,
        `Check OPENAI_MODEL, OPENAI_TOPIC_MODEL and OPENAI_BASE_URL, and restart the worker. ${decideAgain}`,
      );
  }
}

const install =
  'Give the app the permission in the Developer Hub, Authentication, and install it again; check INTERCOM_ADMIN_ID.';
const againRejected =
  'Then let what failed be decided: npx sidenote again --reason intercom_rejected --since 1d';

function intercomCheck(
  { appId, trouble, status }: Extract<Trouble, { service: 'intercom' }>,
  since: string,
): HealthCheck {
  const refuses = (what: string): string =>
    `Intercom refuses ${what} (${status}) since ${since} UTC: workspace ${appId} has to be reconnected.`;
  switch (trouble) {
    case 'token':
      return failed(
        'reconnect',
        refuses('the access token'),
        `Set INTERCOM_ACCESS_TOKEN (Developer Hub, Authentication) and INTERCOM_REGION, and restart. ${againRejected}`,
      );
    case 'notes':
      return failed('reconnect', refuses('notes'), `${install} ${againRejected}`);
    case 'tags':
      return failed('reconnect', refuses('tags'), install);
    case 'reading':
      return failed('reconnect', refuses('reading'), `${install} ${againRejected}`);
  }
}
