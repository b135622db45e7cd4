import { SettingsError } from '../settings/settings';
import { StartError, startFailure } from './start-error';

it('tells what is to be mended as its list, and anything else with its stack', () => {
  const bug = new TypeError('undefined is not a function');

  expect(startFailure(new StartError('Subgraph chat is not completely ruled:', ['Query.note has no rule', 'type Note does not say who sees it']))).toBe(
    'Subgraph chat is not completely ruled:\n  - Query.note has no rule\n  - type Note does not say who sees it');
  expect(startFailure(new SettingsError(['PORT: missing']))).toBe('The settings are not valid:\n  - PORT: missing');
  expect(startFailure(bug)).toBe(bug.stack);
  expect(startFailure('nothing')).toBe('nothing');
});
