const MAX_LENGTH = 255;

/** What is left of a file's name for people to read: no folders, no control or direction characters, never empty. It is no path anywhere. */
export function displayName(name: string): string {
  const [last = ''] = name.normalize('NFC').split(/[/\\]/).slice(-1);
  const plain = last.replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}]/gu, '').trim();
  return [...plain].slice(0, MAX_LENGTH).join('') || 'file';
}
