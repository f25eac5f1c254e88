import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { chaosSection } from './chaos-section.ts';
import { faultFiles } from './fault-files.ts';
import { reliabilityPage } from './page.ts';
import { type FullRun, readAllResults, readResults } from './results.ts';

// Writes docs/reliability.md: npm run reliability [-- REPORT.json ...]
// From reports of vitest's JSON reporter, or from a run of every test that is named by a fault.
const given = process.argv.slice(2);
const run = given.length > 0 ? await readAllResults(given) : await runFaultTests();
if (run.broken.length > 0) throw new Error(`Could not be run: ${run.broken.join(', ')}`);
const day = new Date().toISOString().slice(0, 10);
const where = `${day}, Node ${process.versions.node}, ${availableParallelism()} cores`;
await writeFile('docs/reliability.md', reliabilityPage(run, await chaosSection(), where));
const failed = run.results.filter(({ passed }) => !passed);
console.log(`docs/reliability.md: ${run.results.length} tests, ${failed.length} failed`);
if (failed.length > 0) process.exitCode = 1;

async function runFaultTests(): Promise<FullRun> {
  const folder = await mkdtemp(join(tmpdir(), 'sidenote-reliability-'));
  try {
    const reportFile = join(folder, 'report.json');
    const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${reportFile}`];
    await vitest(['run', ...(await faultFiles()), ...reporters]);
    return await readResults(reportFile);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function vitest(args: readonly string[]): Promise<void> {
  const child = spawn(process.execPath, ['node_modules/vitest/vitest.mjs', ...args], {
    stdio: 'inherit',
  });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', () => resolve());
  });
}
