import { z } from 'zod';
import type { ModelRequest } from './script.ts';

const content = z.union([z.string(), z.array(z.object({ text: z.string() }))]);
const said = z.object({ role: z.string(), content });

const responsesBody = z.object({
  model: z.string(),
  instructions: z.string().optional(),
  input: z.union([z.string(), z.array(said)]),
  text: z.object({ format: z.object({ name: z.string() }) }).optional(),
});

const chatBody = z.object({
  model: z.string(),
  messages: z.array(said),
  response_format: z.object({ json_schema: z.object({ name: z.string() }) }).optional(),
});

const textOf = (value: z.output<typeof content>): string =>
  typeof value === 'string' ? value : value.map(({ text }) => text).join('\n');

/** Reads a request of either API; throws for one that the real server would refuse. */
export function readRequest(api: ModelRequest['api'], json: unknown): ModelRequest {
  const body = z.record(z.string(), z.unknown()).parse(json);
  if (api === 'responses') {
    const { model, instructions, input, text } = responsesBody.parse(json);
    const inputs = typeof input === 'string' ? [input] : input.map((one) => textOf(one.content));
    const prompt = [instructions ?? '', ...inputs].join('\n\n');
    return { api, form: text?.format.name ?? '', model, prompt, body };
  }
  const { model, messages, response_format: format } = chatBody.parse(json);
  const prompt = messages.map((one) => textOf(one.content)).join('\n\n');
  return { api, form: format?.json_schema.name ?? '', model, prompt, body };
}

export type Said =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'refusal' }
  | { readonly kind: 'cut_off' };

const tokens = (text: string): number => Math.ceil(text.length / 4);

/** An answer body as the API of the request writes it. */
export function writeAnswer(request: ModelRequest, answer: Said): unknown {
  const text =
    answer.kind === 'text' ? answer.text : answer.kind === 'cut_off' ? '{"blocks":[{"ki' : '';
  const input = tokens(request.prompt);
  const output = tokens(text);
  const refusal = answer.kind === 'refusal' ? "I'm sorry, I can't help with that." : null;
  if (request.api === 'chat') {
    const finish = answer.kind === 'cut_off' ? 'length' : 'stop';
    return {
      id: 'chatcmpl-1',
      object: 'chat.completion',
      created: 0,
      model: request.model,
      choices: [
        {
          index: 0,
          finish_reason: finish,
          message: { role: 'assistant', content: refusal === null ? text : null, refusal },
        },
      ],
      usage: { prompt_tokens: input, completion_tokens: output, total_tokens: input + output },
    };
  }
  const part =
    refusal === null
      ? { type: 'output_text', text, annotations: [] }
      : { type: 'refusal', refusal };
  return {
    id: 'resp_1',
    object: 'response',
    created_at: 0,
    model: request.model,
    status: answer.kind === 'cut_off' ? 'incomplete' : 'completed',
    incomplete_details: answer.kind === 'cut_off' ? { reason: 'max_output_tokens' } : null,
    error: null,
    output: [
      { type: 'message', id: 'msg_1', role: 'assistant', status: 'completed', content: [part] },
    ],
    usage: { input_tokens: input, output_tokens: output, total_tokens: input + output },
  };
}
