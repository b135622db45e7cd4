import { kitSettings } from '../settings/kit-settings';
import { SettingsError, type Settings } from '../settings/settings';

/**
 * The base address of each subgraph that runs in a process of its own; empty when all run together.
 * @throws SettingsError for an entry that is not name=url.
 */
export function subgraphUrls(settings: Settings): ReadonlyMap<string, string> {
  const entries = settings.of(kitSettings).SUBGRAPH_URLS.map((entry): [string, string] => {
    const separator = entry.indexOf('=');
    const [name, url] = [entry.slice(0, separator), entry.slice(separator + 1)];
    if (separator < 1 || !URL.canParse(url)) throw new SettingsError([`SUBGRAPH_URLS: ${entry} is not name=url`]);
    return [name, url.replace(/\/$/, '')];
  });
  return new Map(entries);
}
