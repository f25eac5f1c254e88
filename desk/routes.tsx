import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { renderPage } from '../server/pages/render.tsx';
import { forms, settingsEdit } from './forms.ts';
import { type DeskMoves } from './moves.ts';
import { DeskPage } from './pages/desk-page.tsx';
import type { DeskPorts } from './ports.ts';
import type { Tour } from './tour/tour.ts';
import { deskView } from './view/desk-view.ts';

const choiceQuery = z.object({
  c: z.string().max(100).optional(),
  m: z.string().max(100).optional(),
  new: z.string().optional(),
});

/** Copies that the button sends. */
const redelivered = 5;

/** One page, and a form for everything that can be done on it. Each answers with the page again. */
export async function deskRoutes(
  app: FastifyInstance,
  { ports, moves, tour }: { ports: DeskPorts; moves: DeskMoves; tour: Tour },
): Promise<void> {
  const page = async (
    request: FastifyRequest,
    reply: FastifyReply,
    problems: readonly string[],
  ) => {
    const { c, m, new: fresh } = choiceQuery.safeParse(request.query).data ?? {};
    const choice = { conversationId: c ?? null, messageId: m ?? null, isNew: fresh !== undefined };
    const around = { losesAnswer: moves.losesAnswer(), tour: await tour.view() };
    const view = await deskView(ports, choice, around);
    return reply
      .type('text/html; charset=utf-8')
      .header('cache-control', 'no-store')
      .send(renderPage(<DeskPage view={view} problems={problems} />));
  };

  app.get('/', (request, reply) => page(request, reply, []));

  /** `act` answers the conversation to show then; a sentence that it throws stands on the page. */
  const form = <Schema extends z.ZodType>(
    path: string,
    schema: Schema,
    act: (input: z.output<Schema>) => Promise<string | null>,
  ) =>
    app.post(path, async (request, reply) => {
      const parsed = schema.safeParse(request.body ?? {});
      if (!parsed.success) {
        const problems = parsed.error.issues.map(({ message }) => message);
        return page(request, reply.code(400), problems);
      }
      try {
        const conversationId = await act(parsed.data);
        const at = conversationId === null ? '/' : `/?c=${encodeURIComponent(conversationId)}`;
        return await reply.redirect(at, 303);
      } catch (error) {
        const problem = error instanceof Error ? error.message : String(error);
        return page(request, reply.code(409), [problem]);
      }
    });

  form('/start', forms.start, (input) => moves.start(input));
  form('/write', forms.write, async ({ conversation, ...said }) => {
    await moves.write({ conversationId: conversation, ...said });
    return conversation;
  });
  form('/assign', forms.assign, async ({ conversation, to }) => {
    await moves.assign({ conversationId: conversation, to });
    return conversation;
  });
  for (const name of ['close', 'reopen', 'snooze'] as const) {
    form(`/${name}`, forms.about, async ({ conversation }) => {
      await moves[name](conversation);
      return conversation;
    });
  }
  form('/redeliver', forms.about, async ({ conversation }) => {
    await moves.redeliver({ conversationId: conversation, copies: redelivered });
    return conversation;
  });
  form('/decide-now', forms.decideNow, async ({ conversation, message }) => {
    const { appId } = ports;
    await moves.decideNow({ appId, conversationId: conversation, messageId: message });
    return conversation;
  });
  form('/kill', z.unknown(), async () => {
    if (!ports.worker.kill()) throw new Error('There is no worker to kill just now.');
    return null;
  });
  form('/lose-answer', z.unknown(), async () => {
    moves.loseAnswer();
    return null;
  });
  form('/settings', forms.settings, async (input) => {
    const problems = await ports.settings.edit(settingsEdit(input));
    if (problems.length > 0) throw new Error(problems.join(' '));
    return null;
  });
  form('/tour', z.unknown(), async () => {
    tour.start();
    return null;
  });
}
