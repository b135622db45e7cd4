/** Begins the dedupe key of each run of a repeating job. */
export const REPEAT_MARK = 'repeat@';

export function isRepeatKey(dedupeKey: string | null | undefined): boolean {
  return dedupeKey?.startsWith(REPEAT_MARK) ?? false;
}
