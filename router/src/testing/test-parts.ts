import { startLocalParts, type LocalParts, type LocalPartsOptions } from '../starting/local-parts';

/** Together: in process. With TEST_MODE=apart each subgraph is served on a port of its own and reached over signed HTTP. */
export function startTestParts(options: Omit<LocalPartsOptions, 'work'>): Promise<LocalParts> {
  return startLocalParts({ ...options, work: false });
}
