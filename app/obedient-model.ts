import type { LanguageModel } from '../domain/language-model.ts';
import { createOpenAiModel } from '../models/openai.ts';
import { obedientAnswer } from '../sandbox/model/obedient-answer.ts';
import { readRequest, writeAnswer } from '../sandbox/model/wire.ts';

export type ObedientModel = {
  readonly model: LanguageModel;
  /** Our own words of the last request, before any data. */
  instructions(): string;
};

/** The product's own OpenAI client before a model that obeys everything; no network between. */
export function createObedientModel(): ObedientModel {
  let instructions = '';
  return {
    instructions: () => instructions,
    model: createOpenAiModel({
      ...{ apiKey: 'none', baseUrl: 'http://127.0.0.1:9/v1', model: 'obedient' },
      timeoutMs: 10_000,
      async fetch(_address, init) {
        const request = readRequest(
          'chat',
          JSON.parse(typeof init?.body === 'string' ? init.body : ''),
        );
        instructions = request.prompt.split('<data name=')[0] ?? '';
        const text = JSON.stringify(obedientAnswer(request));
        return Response.json(writeAnswer(request, { kind: 'text', text }));
      },
    }),
  };
}
