/** The cache folder does not take what was fetched: no source is to blame, and none is remembered. */
export class CacheError extends Error {}

const fullCodes = ['ENOSPC', 'EDQUOT'];
const refusedCodes = ['EACCES', 'EPERM', 'EROFS', 'ENOTDIR', 'EEXIST'];
// Programs that download tell it in words of their own.
const fullWords = /ENOSPC|EDQUOT|no space left on device|disk quota exceeded/i;

/** What was thrown while something was fetched; as a `CacheError` when the cache was the reason. */
export function asCacheError(cacheFolder: string, error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof CacheError) return error;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  const path = 'path' in error && typeof error.path === 'string' ? error.path : '';
  const whatToDo = 'set XDG_CACHE_HOME to a folder that has room and can be written';
  if (fullCodes.includes(code) || fullWords.test(error.message)) {
    return new CacheError(
      `the disk of the cache folder ${cacheFolder} is full: free some space, or ${whatToDo}`,
      { cause: error },
    );
  }
  if (!refusedCodes.includes(code) || !path.startsWith(cacheFolder)) return error;
  return new CacheError(
    `the cache folder ${cacheFolder} cannot be written (${code}): mend it, or ${whatToDo}`,
    { cause: error },
  );
}
