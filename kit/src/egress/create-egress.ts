import { kitSettings } from '../settings/kit-settings';
import type { Settings } from '../settings/settings';
import { Egress } from './egress';

/** The way out as the settings allow it. One per process that calls out; close it at the end. */
export function createEgress(settings: Settings): Egress {
  return new Egress({ allowance: settings.of(kitSettings).EGRESS_ALLOW });
}
