import type { Author } from '../domain/conversation.ts';
import type { WireAuthor } from './wire-conversation.ts';

export type AuthorHints = {
  readonly aiAdminId: string;
  /** App that made the part through the API; null where nothing says so. */
  readonly appPackageCode: string | null;
  /** A workflow's own entry stands right before it, in the same second. */
  readonly afterWorkflow: boolean;
  /** For the opening message: how it was delivered. */
  readonly deliveredAs: string | null;
};

const customers: ReadonlySet<string> = new Set(['user', 'lead', 'contact', 'visitor']);
export const isCustomerType = (type: string | null | undefined): boolean =>
  customers.has(type ?? '');

/** Openings that nobody typed, whoever's name they bear. */
const automatic: ReadonlySet<string> = new Set([
  'automated',
  'campaigns_initiated',
  'operator_initiated',
]);

const nobody: NonNullable<WireAuthor> = {
  type: 'bot',
  id: null,
  name: null,
  email: null,
  from_ai_agent: false,
  is_ai_answer: false,
};

/**
 * Who wrote an entry. Intercom lets bots and automations write in a teammate's name, so `admin`
 * proves nothing alone; these hints make an admin's words a bot's:
 *  - `from_ai_agent` or `is_ai_answer` (2.14 on): Fin;
 *  - `app_package_code` (2.13 on): an app wrote through the API. A person replying from another
 *    tool is taken for a bot too: then a draft is offered too often, never withheld for good;
 *  - an `operator_workflow_event` right before, in the same second: a workflow's message;
 *  - the operator's own mail address;
 *  - an opening that a campaign or a workflow delivered.
 * A kind of author that is not known here is a bot's: only people answer.
 */
export function authorOf(wire: WireAuthor, hints: AuthorHints): Author {
  const { type, id, name, email, from_ai_agent, is_ai_answer } = wire ?? nobody;
  const byAi = from_ai_agent || is_ai_answer;
  const fin = byAi || (type === 'bot' && /^fin\b/i.test(name ?? ''));
  const author = { id: id ?? '', name, email, fin: false };
  if (isCustomerType(type)) return { ...author, kind: 'customer' };
  if (type !== 'admin') return { ...author, kind: 'bot', fin };
  if (id === hints.aiAdminId) return { ...author, kind: 'ai_admin' };
  const automation =
    byAi ||
    hints.appPackageCode !== null ||
    hints.afterWorkflow ||
    /^operator\+[^@]*@intercom\.io$/i.test(email ?? '') ||
    automatic.has(hints.deliveredAs ?? '');
  return automation ? { ...author, kind: 'bot', fin } : { ...author, kind: 'teammate' };
}
