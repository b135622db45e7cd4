import { signedIn } from '@sangam/kit/authorization/basic-rules';
import { alone, limited } from '@sangam/kit/authorization/rules';
import type { ErrorCode } from '@sangam/kit/errors/codes';
import { defineEvent } from '@sangam/kit/events/define-event';
import { definePartnerEvent } from '@sangam/kit/events/define-partner-event';
import { defineFeature, type FeatureDefinition } from '@sangam/kit/running/define-feature';
import { choice, defineSettings, duration, flag, integer, list, optionalText, requiredText, setting, text } from '@sangam/kit/settings/define-settings';
import { emittedConsumers } from './consumers';
import { environmentExample } from './environment-example';
import { emittedErrors } from './errors';
import { emittedPartnerEvents } from './partner-events';
import { checkOwners, knownSettings } from './known-settings';
import type { LoadedSubgraph } from './load-subgraphs';
import { emittedRoutes, routeFacts } from './routes';
import { emittedRules } from './rules';
import { settingsGuide } from './settings-guide';

const unused = () => Promise.reject(new Error('unused'));

function loaded(name: string, feature: Partial<FeatureDefinition>): LoadedSubgraph {
  const features = [defineFeature({ name: 'feature', rules: {}, ...feature })];
  return { name, port: 4101, sdl: '', reads: {}, owns: new Set(), definition: { name, features, migrations: '' } };
}

it('rules.json tells what the front door needs of each root field', () => {
  const rules = { Mutation: { login: alone(limited(signedIn, 5, 60, 'ip')) }, Query: { me: signedIn } };
  expect(JSON.parse(emittedRules([loaded('identity', { rules })]))).toEqual({
    'Mutation.login': { subgraph: 'identity', rule: 'signed-in', rate: { limit: 5, windowSeconds: 60, per: 'ip' }, alone: true },
    'Query.me': { subgraph: 'identity', rule: 'signed-in' },
  });
});

describe('routes.json', () => {
  const route = (path: string) => ({ method: 'POST', path, description: 'From Stripe.', handle: unused }) as const;

  it('tells the router which requests to hand on', () => {
    const facts = routeFacts([loaded('billing', { routes: [{ ...route('/webhooks/stripe'), covers: ['event-043'] }] }), loaded('affiliates', { routes: [{ ...route('/a'), bodyLimit: 10, rate: { limit: 5, windowSeconds: 60 } }] })]);
    expect(JSON.parse(emittedRoutes(facts))).toEqual([
      { method: 'POST', path: '/a', subgraph: 'affiliates', bodyLimit: 10, rate: { limit: 5, windowSeconds: 60 }, description: 'From Stripe.', covers: [] },
      { method: 'POST', path: '/webhooks/stripe', subgraph: 'billing', bodyLimit: 204_800, description: 'From Stripe.', covers: ['event-043'] },
    ]);
  });

  it('cannot hold one path twice, whatever its parameters are called', () => {
    expect(() => routeFacts([loaded('billing', { routes: [route('/l/:slug')] }), loaded('affiliates', { routes: [route('/l/:id')] })])).toThrow('The route POST /l/:id is declared twice.');
  });
});

describe('partner-events.json', () => {
  const event = (type: string) => definePartnerEvent({ type, description: 'Something.', example: { id: '1' } });

  it('tells what partners can be told, by type', () => {
    const text = emittedPartnerEvents([loaded('chat', { partnerEvents: [event('chat.message.sent')] }), loaded('billing', { partnerEvents: [event('billing.invoice.paid')] })]);
    expect(JSON.parse(text)).toEqual({ 'billing.invoice.paid': { description: 'Something.', example: { id: '1' } }, 'chat.message.sent': { description: 'Something.', example: { id: '1' } } });
    expect(Object.keys(JSON.parse(text) as object)).toEqual(['billing.invoice.paid', 'chat.message.sent']);
  });

  it('refuses one that is declared twice, by another subgraph or without a past verb', () => {
    expect(() => emittedPartnerEvents([loaded('chat', { partnerEvents: [event('chat.message.sent'), event('chat.message.sent')] })])).toThrow('The partner event chat.message.sent is declared twice.');
    expect(() => emittedPartnerEvents([loaded('chat', { partnerEvents: [event('billing.invoice.paid')] })])).toThrow('The partner event billing.invoice.paid is declared by chat.');
    expect(() => event('chat.message')).toThrow('is not <subgraph>.<noun>.<past verb>');
  });
});

describe('consumers.json', () => {
  const deleted = defineEvent<{ userId: string }>({ type: 'identity.user.deleted', version: 2, description: 'Somebody left.' });
  const handlers = [{ name: 'forget', event: deleted, run: unused }];

  it('tells who reacts to each event', () => {
    const text = emittedConsumers([deleted], [loaded('social', { handlers }), loaded('chat', { handlers }), loaded('billing', {})]);
    expect(JSON.parse(text)).toEqual({ 'identity.user.deleted': { subgraph: 'identity', version: 2, description: 'Somebody left.', consumers: ['chat', 'social'] } });
  });

  it('refuses handlers of events that nobody defines, and events defined twice', () => {
    expect(() => emittedConsumers([], [loaded('chat', { handlers })])).toThrow('A handler reacts to identity.user.deleted, which schema/events does not define.');
    expect(() => emittedConsumers([deleted, deleted], [])).toThrow('The event identity.user.deleted is defined twice.');
  });
});

it('errors.tsv tells who raises each code: by name or by a function that throws it, not in comments or texts', () => {
  const code = (name: string): ErrorCode => ({ code: name, status: 404, message: 'Gone.', synonyms: ['LOST', 'AWAY'] });
  const packages = [
    { name: 'chat', texts: ['// CONFLICT\n/* CONFLICT */ throw notFound();', 'const text = \'CONFLICT\';'] },
    { name: 'billing', texts: ['throw new AppError(CONFLICT);'] },
  ];
  expect(emittedErrors([code('CONFLICT'), code('NOT_FOUND'), code('EXPIRED')], packages)).toBe([
    'code\tstatus\tmessage\tsynonyms\traised_by', 'CONFLICT\t404\tGone.\tLOST AWAY\tbilling', 'NOT_FOUND\t404\tGone.\tLOST AWAY\tchat', 'EXPIRED\t404\tGone.\tLOST AWAY\t', '',
  ].join('\n'));
});

it('errors.tsv cannot lack a code that some file defines', () => {
  expect(() => emittedErrors([], [{ name: 'router', texts: ['export const BUSY = defineError(\'BUSY\', 503, \'Busy.\');'] }])).toThrow('The error code BUSY is defined where emission does not load it');
});

describe('settings', () => {
  const settings = defineSettings('coaching', {
    SLOT_LENGTH: setting({ schema: duration('45m'), description: 'How long | a slot is.' }),
    SLOTS: setting({ schema: integer(10, 1, 50), description: 'How many.' }),
    PACE: setting({ schema: choice(['slow', 'fast'], 'slow'), description: 'How fast.' }),
    OPEN: setting({ schema: flag(true), description: 'Whether open.' }),
    COACHES: setting({ schema: list(['asha', 'ravi']), description: 'Who.' }),
    GREETING: setting({ schema: text('Good day'), description: 'What to say.' }),
    MEETING_URL: setting({ schema: optionalText(), description: 'Where.', example: 'https://meet.example' }),
    MEETING_KEY: setting({ schema: requiredText(), description: 'With which key.', secret: true, example: '32 characters' }),
  });
  const both = [loaded('coaching', { settings: [settings] }), loaded('planning', { settings: [settings] })];
  const known = knownSettings(both).filter(({ owner }) => owner === 'coaching');

  it('are known once, by what their schemas accept', () => {
    expect(known.map(({ name, accepts, fallback, required }) => [name, accepts, fallback, required])).toEqual([
      ['SLOT_LENGTH', 'duration (`500ms`, `10s`, `15m`, `7d`)', '45m', false], ['SLOTS', '1 to 50', '10', false], ['PACE', '`slow`, `fast`', 'slow', false], ['OPEN', '`true`, `false`', 'true', false],
      ['COACHES', 'list, separated by commas', 'asha,ravi', false], ['GREETING', 'text', 'Good day', false], ['MEETING_URL', 'text', undefined, false], ['MEETING_KEY', 'text', undefined, true],
    ]);
  });

  it('belong to a package of the build', () => {
    expect(() => checkOwners(knownSettings(both))).not.toThrow();
    defineSettings('coching', { ROOMS: setting({ schema: integer(1, 1, 9), description: 'How many.' }) });
    expect(() => checkOwners(knownSettings(both))).toThrow('Settings belong to nobody:\n  - coching: ROOMS');
  });

  it('are explained in the guide', () => {
    const guide = settingsGuide(known);
    expect(guide).toContain('## Subgraph coaching');
    expect(guide).toContain('| `SLOT_LENGTH` | duration (`500ms`, `10s`, `15m`, `7d`) | `45m` | How long \\| a slot is. |');
    expect(guide).toContain('| `MEETING_KEY` | text | required | With which key. Secret. |');
  });

  it('stand in the example switched off, secrets without a value', () => {
    const example = environmentExample(known);
    expect(example).toContain('#GREETING="Good day"\n');
    expect(example).toContain('#MEETING_URL=https://meet.example\n');
    expect(example).toContain('# With which key. Secret, such as 32 characters. Required where processes run apart.\n#MEETING_KEY=\n');
    expect(example.split('\n').filter((line) => line !== '' && !line.startsWith('#'))).toEqual([]);
  });
});
