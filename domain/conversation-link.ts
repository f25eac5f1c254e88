/** A conversation as people name it: by id, by our key, or by a link from Intercom's inbox. */
export type NamedConversation = {
  /** Null where only an id was given. */
  readonly appId: string | null;
  readonly conversationId: string;
};

const idPattern = /^[\w-]{1,64}$/;
const keyPattern = /^([\w-]{1,64}):([\w-]{1,64})$/;
const hostPattern = /^https?:\/\/app\.(?:(?:eu|au)\.)?intercom\.(?:com|io)\//i;
const appPattern = /\/(?:apps|inbox)\/([\w-]{1,64})\//;
const conversationPattern = /\/conversations?\/([\w-]{1,64})(?=[/?#]|$)/;

/** Reads what somebody typed or pasted; null when it names no conversation. */
export function readConversationName(text: string): NamedConversation | null {
  const typed = text.trim();
  if (idPattern.test(typed)) return { appId: null, conversationId: typed };
  const [, appId, conversationId] = keyPattern.exec(typed) ?? [];
  if (appId !== undefined && conversationId !== undefined) return { appId, conversationId };
  return hostPattern.test(typed) ? readLink(typed) : null;
}

function readLink(link: string): NamedConversation | null {
  const conversationId = conversationPattern.exec(link)?.[1];
  if (conversationId === undefined) return null;
  return { appId: appPattern.exec(link)?.[1] ?? null, conversationId };
}

const inboxHosts = {
  us: 'app.intercom.com',
  eu: 'app.eu.intercom.com',
  au: 'app.au.intercom.com',
} as const;

/** Where a teammate sees the conversation in Intercom. */
export const inboxLink = (
  region: keyof typeof inboxHosts,
  appId: string,
  conversationId: string,
): string =>
  `https://${inboxHosts[region]}/a/inbox/${encodeURIComponent(appId)}/inbox/conversation/${encodeURIComponent(conversationId)}`;

/** Where a teammate changes an article of the help centre. */
export const articleLink = (
  region: keyof typeof inboxHosts,
  appId: string,
  articleId: string,
): string =>
  `https://${inboxHosts[region]}/a/apps/${encodeURIComponent(appId)}/articles/articles/${encodeURIComponent(articleId)}/show`;
