import { type ApiVersion, apiVersions } from '../state/types.ts';

/** True when `version` is `since` or newer. */
export function atLeast(version: ApiVersion, since: ApiVersion): boolean {
  return apiVersions.indexOf(version) >= apiVersions.indexOf(since);
}

/** The version that a header names; undefined for one that does not exist. */
export function parseVersion(header: string): ApiVersion | undefined {
  return apiVersions.find((version) => version === header);
}
