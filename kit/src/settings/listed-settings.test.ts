import { defineFeature } from '../running/define-feature';
import { defineSubgraph } from '../running/define-subgraph';
import { startSubgraph } from '../running/start-subgraph';
import type { SubgraphHost } from '../running/subgraph-host';
import { defineSettings, setting, text, type SettingsDefinition } from './define-settings';

const greeting = { GREETING: setting({ schema: text('Good day'), description: 'What to say.' }), VOICE: setting({ schema: text('soft'), description: 'How to say it.' }) };
const own = defineSettings('greeter', greeting);
const foreign = defineSettings('painter', { COLOUR: setting({ schema: text('blue'), description: 'Which colour.' }) });

/** It fails before it asks its host for anything. */
function start(...settings: SettingsDefinition[]): Promise<unknown> {
  const definition = defineSubgraph({ name: 'greeter', features: [defineFeature({ name: 'greetings', rules: {}, settings })], migrations: '/nowhere' });
  return startSubgraph(definition, {} as SubgraphHost);
}

describe('a subgraph does not start', () => {
  it('with settings of its own that no feature lists', async () => {
    await expect(start()).rejects.toThrow('Subgraph greeter cannot read its settings:\n  - the settings GREETING, VOICE are in no feature\'s `settings`');
  });

  it('with settings that are defined for somebody else', async () => {
    await expect(start(own, foreign)).rejects.toThrow('  - the settings COLOUR are defined for painter');
  });

  it('for other reasons when they are listed', async () => {
    await expect(start(own)).rejects.not.toThrow('cannot read its settings');
  });
});
