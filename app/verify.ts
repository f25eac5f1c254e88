import type { Config } from '../config/config.ts';
import { createIntercomClient } from '../intercom/client.ts';
import { budgetChecks } from '../server/budget-checks.ts';
import type { HealthCheck } from '../server/ports.ts';
import { troubleChecks } from '../server/trouble-checks.ts';
import { checkAiAdmin } from './checks/ai-admin.ts';
import { ok, warning } from './checks/check.ts';
import { checkHelpCenter } from './checks/help-center.ts';
import { checkPermissions } from './checks/permissions.ts';
import { checkPublicAddress } from './checks/public-address.ts';
import { checkSearch } from './checks/search.ts';
import { checkTag } from './checks/tag.ts';
import { checkWebhooks } from './checks/webhooks.ts';
import { checkWorkspace } from './checks/workspace.ts';
import { keylessTopics } from './explain.ts';
import { isKeyless } from './product.ts';
import { standingBudgets } from './standing-budgets.ts';
import type { Stores } from './stores.ts';
import type { Workspace } from './workspace.ts';

export type VerifyParts = {
  readonly config: Config;
  readonly workspace: Workspace;
  /** Null: there is no database yet, or it is away; what needs one is told as not looked at. */
  readonly stores: Stores | null;
  readonly nowMs: number;
};

const timeoutMs = 10_000;

/** Everything that can be told about the set-up by reading alone; a line a check. */
export async function verify(parts: VerifyParts): Promise<readonly HealthCheck[]> {
  const { config, workspace, stores, nowMs } = parts;
  const { accessToken, baseUrl, version, adminId, appId } = workspace;
  const http = { accessToken, baseUrl, version, timeoutMs, now: Date.now };
  const client = createIntercomClient({ ...http, adminId });
  const signal = AbortSignal.timeout(60_000);
  const known = stores && {
    settings: await stores.settings.current(appId),
    articles: (await stores.articles.all(appId)).length,
    topics: await stores.topics.seen(appId),
  };

  const workspaceChecks = await checkWorkspace(
    client,
    { appId, region: config.intercom.region },
    signal,
  );
  const reachable = workspaceChecks.some(({ name, status }) => name === 'token' && status === 'ok');
  const tagName = known?.settings.settings.tags.suggested ?? 'opencx_ai_assisted';
  // Without a working token the others would only repeat that.
  const withToken = reachable
    ? await Promise.all([
        checkPermissions(client, signal),
        checkSearch(client, signal),
        checkAiAdmin(client, adminId, nowMs, signal),
        checkTag(http, tagName, signal),
        checkHelpCenter(client, known?.articles ?? null, signal),
      ])
    : [];
  return [
    ...workspaceChecks,
    ...withToken.flat(),
    ...checkWebhooks(known?.topics ?? null, version),
    ...settingsChecks(known?.settings ?? null, config),
  ];
}

/**
 * As `verify`, and asks the public address, which is not possible while the web process starts, and
 * tells what workers found out, which `/ready` asks for anew each time.
 */
export async function verifyAll(parts: VerifyParts): Promise<readonly HealthCheck[]> {
  const { config, stores, workspace } = parts;
  const [checks, address, troubles, budgets] = await Promise.all([
    verify(parts),
    checkPublicAddress(config.server.publicUrl),
    stores?.troubles.standing([workspace.appId]) ?? [],
    stores ? standingBudgets(stores, [workspace.appId], parts.nowMs) : [],
  ]);
  // A token that works again is news that no worker has had yet.
  const tokenWorks = checks.some(({ name, status }) => name === 'token' && status === 'ok');
  const standing = troubles.filter(({ trouble }) => !(tokenWorks && trouble === 'token'));
  return [...checks, address, ...troubleChecks(standing), ...budgetChecks(budgets)];
}

function settingsChecks(
  current: Awaited<ReturnType<Stores['settings']['current']>> | null,
  config: Config,
): readonly HealthCheck[] {
  const misspelt = config.unknownNames.map((name) =>
    warning(
      'environment',
      `${name} is no name that Sidenote reads.`,
      'Check its spelling in .env.',
    ),
  );
  if (current === null) return misspelt;
  const { settings, unknownNames, version } = current;
  return [
    ...misspelt,
    ok(
      'mode',
      settings.mode === 'shadow'
        ? 'shadow: nothing is written to Intercom.'
        : 'live: notes and tags are written to Intercom.',
    ),
    ...unknownNames.map((name) =>
      warning(
        'settings',
        `Version ${version} holds ${name}, which this version of Sidenote does not know.`,
        'It is kept and has no effect: check its spelling, or update Sidenote.',
      ),
    ),
    ...(isKeyless(config) && settings.excludedTopics.length > 0
      ? [
          warning(
            'excluded topics',
            keylessTopics,
            'Set OPENAI_API_KEY, or describe the topics with examples: settings set topics=…',
          ),
        ]
      : []),
  ];
}
