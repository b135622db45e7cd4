import type { SubgraphContext } from '../running/context';
import { kitSettings } from './kit-settings';

/** The router's address as links begin with it, without a slash at the end. */
export function publicUrl({ settings }: Pick<SubgraphContext, 'settings'>): string {
  return (settings.of(kitSettings).PUBLIC_URL ?? 'http://127.0.0.1:4000').replace(/\/$/, '');
}
