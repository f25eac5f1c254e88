import { zodTextFormat } from 'openai/helpers/zod';
import { z } from 'zod';
import { ModelFailure } from '../domain/failure.ts';
import type { Transport } from './openai-transport.ts';
import { promptVersion } from './prompts.ts';

const answerShape = z.object({
  status: z.string().optional(),
  incomplete_details: z.object({ reason: z.string().optional() }).nullish(),
  error: z.object({ code: z.string().optional() }).nullish(),
  output: z.array(
    z.object({
      type: z.string(),
      content: z
        .array(z.object({ type: z.string(), text: z.string().optional() }))
        .nullish()
        .catch(null),
    }),
  ),
  usage: z.object({ input_tokens: z.number(), output_tokens: z.number() }).nullish(),
});

/** Models that think before they answer take no temperature. */
const thinks = (model: string): boolean => /^(?:o\d|gpt-5)/.test(model) && !model.includes('chat');

/** How many tokens a model may think, beside those that it answers with. */
export const thoughtTokensOf = (model: string): number => (thinks(model) ? 4_000 : 0);

/** OpenAI's Responses API, whose structured outputs are enforced; nothing is stored there. */
export const askResponses: Transport = async (client, question, signal) => {
  const { model, name, schema, prompt, repair, maxOutputTokens } = question;
  const response: unknown = await client.responses.create(
    {
      model,
      instructions: prompt.instructions,
      input: [
        { role: 'user', content: prompt.input },
        ...(repair?.answer ? [{ role: 'assistant' as const, content: repair.answer }] : []),
        ...(repair ? [{ role: 'developer' as const, content: repair.complaint }] : []),
      ],
      text: { format: zodTextFormat(schema, name) },
      max_output_tokens: maxOutputTokens + thoughtTokensOf(model),
      ...(thinks(model) ? { reasoning: { effort: 'low' } } : { temperature: 0 }),
      store: false,
      // Calls that begin alike are sent to where their beginning is kept.
      prompt_cache_key: `sidenote-${name}-${promptVersion}`,
    },
    { signal },
  );
  const answer = answerShape.parse(response);
  const usage = {
    calls: 1,
    inputTokens: answer.usage?.input_tokens ?? 0,
    outputTokens: answer.usage?.output_tokens ?? 0,
  };
  if (answer.status === 'failed') throw failedResponse(answer.error?.code ?? '');
  const contents = answer.output.flatMap(({ content }) => content ?? []);
  const filtered = answer.incomplete_details?.reason === 'content_filter';
  if (filtered || contents.some(({ type }) => type === 'refusal'))
    return { kind: 'refused', usage };
  if (answer.status === 'incomplete') return { kind: 'cut_off', usage };
  const text = contents.map((content) => content.text ?? '').join('');
  return { kind: 'text', text, usage };
};

/** A call that was accepted and failed later says so inside a 200. */
function failedResponse(code: string): ModelFailure {
  if (code === 'rate_limit_exceeded') {
    return new ModelFailure('rate_limited', 'The model server gave up: rate limit');
  }
  return code === 'server_error'
    ? new ModelFailure('overloaded', 'The model server gave up: server error')
    : new ModelFailure('refused', 'The model server would not take the prompt');
}
