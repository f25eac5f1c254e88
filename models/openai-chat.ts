import { zodResponseFormat } from 'openai/helpers/zod';
import { z } from 'zod';
import type { Transport } from './openai-transport.ts';

const answerShape = z.object({
  choices: z
    .array(
      z.object({
        finish_reason: z.string().nullish(),
        message: z.object({ content: z.string().nullish(), refusal: z.string().nullish() }),
      }),
    )
    .min(1),
  usage: z.object({ prompt_tokens: z.number(), completion_tokens: z.number() }).nullish(),
});

/**
 * Chat completions, for every server that is not OpenAI's: some enforce the schema without showing
 * it to the model and some ignore it, so it stands in the instructions too.
 */
export const askChat: Transport = async (client, question, signal) => {
  const { model, name, schema, prompt, repair, maxOutputTokens } = question;
  const described = JSON.stringify(z.toJSONSchema(schema));
  const system = `${prompt.instructions}\n\nAnswer with one JSON object of this schema and nothing else:\n${described}`;
  const response: unknown = await client.chat.completions.create(
    {
      model,
      messages: [
        { role: 'system', content: system },
        { role: 'user', content: prompt.input },
        ...(repair?.answer ? [{ role: 'assistant' as const, content: repair.answer }] : []),
        ...(repair ? [{ role: 'user' as const, content: repair.complaint }] : []),
      ],
      response_format: zodResponseFormat(schema, name),
      // The newer name of this limit is unknown to most other servers.
      max_tokens: maxOutputTokens,
      temperature: 0,
    },
    { signal },
  );
  const answer = answerShape.parse(response);
  const usage = {
    calls: 1,
    inputTokens: answer.usage?.prompt_tokens ?? 0,
    outputTokens: answer.usage?.completion_tokens ?? 0,
  };
  const [choice] = answer.choices;
  if (choice?.finish_reason === 'content_filter' || choice?.message.refusal) {
    return { kind: 'refused', usage };
  }
  if (choice?.finish_reason === 'length') return { kind: 'cut_off', usage };
  return { kind: 'text', text: choice?.message.content ?? '', usage };
};
