import { createServer } from 'node:http';
import { expect, onTestFinished, test } from 'vitest';
import { realClock } from '../../app/clocks.ts';
import { payloadAgeOf } from '../../domain/payload-age.ts';
import { payloadAge } from '../../intercom/payload-age.ts';
import { startIntercomSimulator } from '../../sandbox/intercom/simulator.ts';

test.each(['2.11', '2.12', '2.13', '2.14', '2.15', '2.16'] as const)(
  'a webhook of version %s looks like it',
  async (webhookVersion) => {
    const bodies: Buffer[] = [];
    const receiver = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        bodies.push(Buffer.concat(chunks));
        response.end();
      });
    });
    await new Promise<void>((listening) => receiver.listen(0, '127.0.0.1', listening));
    const simulator = await startIntercomSimulator({ clock: realClock });
    onTestFinished(async () => {
      await simulator.stop();
      receiver.close();
    });
    const address = receiver.address();
    const port = typeof address === 'object' ? address?.port : undefined;
    const webhookUrl = `http://127.0.0.1:${port}`;
    const workspace = { appId: 'abc', token: 't', clientSecret: 's', adminId: '9' };
    simulator.createWorkspace({ ...workspace, webhookVersion, webhookUrl });
    const contactId = simulator.addContact({ appId: 'abc', name: 'Dana' });
    simulator.startConversation({ appId: 'abc', contactId, body: 'Hi' });
    await simulator.settled();
    expect(bodies).not.toHaveLength(0);
    for (const body of bodies) expect(payloadAge(body)).toBe(payloadAgeOf(webhookVersion));
  },
);

test.each(['', '{', '{"data":{"item":{"id":"5"}}}', '[]'])('%s tells nothing', (text) => {
  expect(payloadAge(Buffer.from(text))).toBeNull();
});

test.each(['Preview', '3.0', ''])('%s is in no group', (version) => {
  expect(payloadAgeOf(version)).toBeNull();
});
