import { expect, test } from 'vitest';
import { renderDotEnvExample } from '../../config/dot-env-example.ts';
import { loadConfig } from '../../config/load.ts';
import { variables } from '../../config/schema.ts';
import { variableFacts } from '../../config/variable.ts';

// After a change of the schema: npx vitest run test/config -u
test('the committed .env.example is what the schema says', async () => {
  await expect(renderDotEnvExample()).toMatchFileSnapshot('../../.env.example');
});

test('every name is documented', () => {
  for (const [name, schema] of Object.entries(variables)) {
    expect(variableFacts.get(schema)?.about, name).toMatch(/\.$/);
    expect(renderDotEnvExample()).toContain(`${name}=`);
  }
});

test('the defaults that it shows are the defaults', () => {
  const shown = Object.fromEntries(
    Object.entries(variables).map(([name, schema]) => [name, variableFacts.get(schema)?.shown]),
  );
  expect(loadConfig(shown)).toEqual(loadConfig({}));
});
