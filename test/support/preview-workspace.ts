import { randomBytes } from 'node:crypto';
import type { IntercomSimulator } from '../../sandbox/intercom/simulator-types.ts';

const exportData = `<p>Owners and admins can download everything in the workspace.</p><ol>
<li>Open <b>Settings → Data → Export</b>.</li>
<li>Choose what you need: people, projects, time entries, shifts, invoices, or all.</li>
<li>Choose CSV or JSON and the period.</li>
<li>Select <b>Prepare</b>. We send a link when the file is ready, normally within 10 minutes.</li></ol>`;
const resetPassword = `<p>To reset your password, select <b>Forgot password</b> on the sign-in page and enter your
e-mail address. We send a link that works for one hour.</p>`;
const refunds = '<p>You can ask for a refund of a yearly plan within 30 days of the payment.</p>';

export const dayMs = 24 * 60 * 60_000;
export const question = 'How do I export my time entries?';
export const answered = 'Go to Settings, Data, Export and choose time entries.';

/** A workspace of the simulator as a token alone opens it, with a help center unless said otherwise. */
export function previewWorkspace(
  simulator: IntercomSimulator,
  given: { region?: 'us' | 'eu'; helpCenter?: boolean; rateLimit?: number } = {},
) {
  const appId = `w${randomBytes(4).toString('hex')}`;
  const token = `token-${appId}`;
  simulator.createWorkspace({
    ...{ appId, token, clientSecret: 's', adminId: '9000001', region: given.region ?? 'us' },
    ...(given.rateLimit === undefined ? {} : { rateLimit: given.rateLimit }),
  });
  if (given.helpCenter !== false) {
    simulator.addArticle({ appId, title: 'Export your data', body: exportData });
    simulator.addArticle({ appId, title: 'Reset your password', body: resetPassword });
    simulator.addArticle({ appId, title: 'Refunds', body: refunds });
  }
  const teammateId = simulator.addTeammate({ appId, name: 'Jane Agent' });
  const contactId = simulator.addContact({ appId, name: 'Dana Example' });
  const ago = (days: number): number => Date.now() - days * dayMs;
  return {
    ...{ appId, token, teammateId },
    /** A conversation that Jane owns, begun so many days ago; its id. */
    ask: (body: string, days = 0, more: { deliveredAs?: string } = {}): string =>
      simulator.startConversation({
        ...{ appId, contactId, body, assignee: { teammate: teammateId } },
        ...{ createdAtMs: ago(days), ...more },
      }).conversationId,
    customer: (conversationId: string, body: string | null, days = 0): string =>
      simulator.customerReplies({
        ...{ appId, conversationId, body, createdAtMs: ago(days) },
        ...(body === null
          ? {
              attachments: [
                { name: 'screen.png', url: 'https://files.example/1', contentType: 'image/png' },
              ],
            }
          : {}),
      }),
    jane: (conversationId: string, body: string, days = 0): string =>
      simulator.teammateReplies({
        ...{ appId, conversationId, teammateId, body, createdAtMs: ago(days) },
      }),
  };
}
