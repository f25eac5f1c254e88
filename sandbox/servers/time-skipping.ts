import { firstThatWorks } from './candidates.ts';
import { byHand, partCandidate } from './fetch.ts';
import { type FetchOptions, serverEnvironment } from './fetch-options.ts';
import { knock } from './knock.ts';
import { nodeDownloadCandidate } from './node-download.ts';
import { testServerDownload } from './node-downloads.ts';
import { choosePort } from './ports.ts';
import type { Report } from './report.ts';
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
  return firstThatWorks({
    what: "Temporal's time-skipping test server",
    candidates: [
      nodeDownloadCandidate(testServerDownload, fetch, report),
      partCandidate('time-skipping', fetch, report),
    ],
    use: async (executable) => {
      await tryOut(executable, fetch);
      return executable;
    },
    waysOut: byHand('time-skipping', fetch),
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
