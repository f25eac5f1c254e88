/** Far more than the longest answer that is asked for, thoughts included. */
const answerBytes = 500_000;

/** The provider went on and on; what it sent is thrown away. */
export class AnswerTooLong extends Error {
  override readonly name = 'AnswerTooLong';
}

/** A fetch whose bodies end with `AnswerTooLong` before they can fill the memory. */
export const boundedFetch =
  (inner: typeof fetch, mostBytes = answerBytes): typeof fetch =>
  async (input, init) => {
    const response = await inner(input, init);
    if (response.body === null) return response;
    let bytes = 0;
    const counting = new TransformStream<Uint8Array, Uint8Array>({
      transform(chunk, controller) {
        bytes += chunk.byteLength;
        if (bytes > mostBytes) controller.error(new AnswerTooLong());
        else controller.enqueue(chunk);
      },
    });
    const { status, statusText, headers } = response;
    return new Response(response.body.pipeThrough(counting), { status, statusText, headers });
  };
