/** Where a run is seen in Temporal's web interface; null where that is not known. */
export type TemporalUi = {
  readonly url: string | null;
  runUrl(workflowId: string, runId: string): string | null;
  /** One event of its history. */
  eventUrl(workflowId: string, runId: string, eventId: string): string | null;
};

export function createTemporalUi(url: string | null, namespace: string): TemporalUi {
  const base = url === null ? null : `${url}/namespaces/${encodeURIComponent(namespace)}/workflows`;
  const runUrl = (workflowId: string, runId: string): string | null =>
    base === null
      ? null
      : `${base}/${encodeURIComponent(workflowId)}/${encodeURIComponent(runId)}/history`;
  return {
    url: base,
    runUrl,
    eventUrl(workflowId, runId, eventId) {
      const run = runUrl(workflowId, runId);
      return run === null ? null : `${run}/events/${encodeURIComponent(eventId)}`;
    },
  };
}

/**
 * The interface that belongs to an address from the environment: Temporal Cloud's, or the one that
 * the development server opens 1000 ports higher, if something answers there.
 */
export async function guessTemporalUi(address: string): Promise<string | null> {
  const [host = '', port = ''] = address.split(/:(?=\d+$)/);
  if (/\.(?:tmprl\.cloud|api\.temporal\.io)$/.test(host)) return 'https://cloud.temporal.io';
  if (!/^(?:localhost|127\.\d+\.\d+\.\d+)$/.test(host)) return null;
  const url = `http://${host}:${Number(port) + 1000}`;
  const answer = await fetch(url, { signal: AbortSignal.timeout(500) }).catch(() => null);
  await answer?.body?.cancel();
  return answer?.ok === true ? url : null;
}
