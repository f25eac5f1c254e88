import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { realClock } from '../app/clocks.ts';
import { editSettings } from '../app/edit-settings.ts';
import { importPath } from '../app/import-knowledge.ts';
import { keepSecretFile } from '../app/secret-file.ts';
import { openServers } from '../app/local-servers.ts';
import { modelFrom } from '../app/model.ts';
import { isKeyless } from '../app/product.ts';
import { startSandbox } from '../app/sandbox-stack.ts';
import type { Config } from '../config/config.ts';
import type { Environment } from '../config/environment.ts';
import { choosePort } from '../sandbox/servers/ports.ts';
import { sampleQuestions } from '../sandbox/script/questions.ts';
import type { DemoOptions } from './demo-options.ts';
import { dataFolder } from './environment.ts';
import { createKeptConversations } from './kept-conversations.ts';
import { untilStopped } from './stop-signal.ts';
import { tell } from './tell.ts';

const appId = 'demo';
/** A new question comes so often, so that there is always something to see. */
const everyMs = 20_000;
const saveEveryMs = 1_000;
/** Product time of the live demo is real time. */
const clock = realClock;

/** Runs everything until Ctrl-C; data lies in `.sidenote/demo`, so a killed demo goes on. */
export async function runDemo(
  options: DemoOptions,
  config: Config,
  environment: Environment,
  knowledge: string,
): Promise<void> {
  const folder = join(dataFolder, 'demo');
  if (options.reset) await rm(folder, { recursive: true, force: true });
  const stopped = untilStopped();
  const servers = await openServers({ config, environment, folder, report: tell.progress });
  const sandbox = await startSandbox({
    temporal: servers.temporal,
    mongodbUri: servers.mongodbUri,
    clock,
    appIds: [appId],
    linkSecret: (await keepSecretFile(folder)).secret,
    webPort: await choosePort({ what: 'the web server', named: undefined, preferred: 3000 }),
    ...(isKeyless(config) ? {} : { model: modelFrom(config) }),
  });
  const { simulator, stores, links, web } = sandbox;
  const kept = createKeptConversations(folder, appId, simulator);
  const restored = await kept.restore();
  const imported = await importPath(stores, appId, knowledge, undefined);
  await editSettings(stores, { appId, edit: { mode: 'live' }, nowMs: clock.now() });
  tell.result(
    [
      `Knowledge     ${imported.sources.map(({ articles }) => articles).join(' + ')} articles from ${knowledge}`,
      `Lookup page   ${links.signed.lookupLink()}`,
      `Temporal UI   ${servers.temporalUiUrl ?? '(of your own server)'}`,
      `Web server    ${web.url}`,
      `Simulator     ${simulator.url} (Intercom's API; control it at /_simulator)`,
      'Ask about a conversation from another terminal:',
      `  INTERCOM_APP_ID=${appId} TEMPORAL_ADDRESS=${servers.temporal.address} MONGODB_URI='${servers.mongodbUri}' npx sidenote explain ID`,
      ...(restored > 0 ? [`${restored} conversations of the last demo go on`] : []),
      'A customer writes every 20 seconds. Ctrl-C stops everything.',
    ].join('\n'),
  );
  const teammateId = simulator.addTeammate({ appId, name: 'Jane Agent' });
  const contactId = simulator.addContact({
    appId,
    name: 'Dana Example',
    email: 'dana@customer.example',
  });
  for (let turn = 0; !stopped.signal.aborted; turn += 1) {
    // The first sample stays quiet without a model: nobody should meet that one first.
    const question = sampleQuestions[(turn + 1) % sampleQuestions.length];
    // Ids of an earlier demo are taken: its conversations are still known to the product.
    const { conversationId } = simulator.startConversation({
      appId,
      id: String(clock.now()),
      contactId,
      body: question?.message ?? '',
      assignee: { teammate: teammateId },
    });
    tell.result(
      `${question?.message ?? ''}\n  → ${links.signed.conversationLink({ appId, conversationId })}`,
    );
    await kept.save(conversationId);
    for (let waited = 0; waited < everyMs && !stopped.signal.aborted; waited += saveEveryMs) {
      await pause(saveEveryMs, undefined, { signal: stopped.signal }).catch(() => undefined);
      await kept.save();
    }
  }
  tell.progress('Stopping: finishing what is under way');
  await sandbox.stop();
  await servers.stop();
}
