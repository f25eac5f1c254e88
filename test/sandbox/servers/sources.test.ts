import { expect, test } from 'vitest';
import { wheelFor, wheels } from '../../../sandbox/servers/sources.ts';

test.each(wheels)('$package for $platform has all that a check needs', (wheel) => {
  expect(wheel.sha256).toMatch(/^[0-9a-f]{64}$/);
  const start = `${wheel.package.replaceAll('-', '_')}-${wheel.version}-`;
  expect(wheel.file.startsWith(start)).toBe(true);
  expect(wheel.file).toContain(wheel.platformTag);
  expect(wheel.unpack.some((prefix) => wheel.executable.startsWith(prefix))).toBe(true);
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
