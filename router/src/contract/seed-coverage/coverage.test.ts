import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defineFeature } from '@sangam/kit/running/define-feature';
import { codeCoverings, routerCoverings } from './code-coverings';
import { coverageBySeed, lostRows, misplacedCoverings, untriedCoverings } from './coverage-rules';
import type { Covering } from './covering';
import { parseDocuments, repeatedNames } from './documents';
import { coveredIn, endpointsTable } from './endpoints-table';
import { executedNames } from './executed';
import { patternOf } from './naming-tests';
import { loadSeedRows, parseSeedRows } from './seed-rows';

const ROWS = parseSeedRows('id\tsystem\tsection\tsubgraph\nkoshpal-001\tkoshpal\tAuth\tidentity\nkoshpal-002\tkoshpal\tAuth\tidentity\nevent-001\tsoftfactory\t/sns\tsocial\n');
const LOGIN: Covering = { kind: 'operation', subgraph: 'identity', target: 'Mutation.login', document: 'Login', executedAs: 'Login', covers: ['koshpal-001'] };

describe('the references', () => {
  it('promise 638 endpoints and 79 events', () => {
    const rows = loadSeedRows();
    expect(rows.filter(({ id }) => id.startsWith('event-'))).toHaveLength(79);
    expect(rows).toHaveLength(638 + 79);
    expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length);
  });

  it('are refused without the columns that matter', () => {
    expect(() => parseSeedRows('id\tsystem\nkoshpal-001\tkoshpal')).toThrow('lacks the column');
  });
});

describe('documents', () => {
  const text = `
    # Signs in.
    # covers: koshpal-001 salahkaar-004
    mutation Login { login { id } second { id } }

    # covers: koshpal-002

    query Me { me { id } }
    query Other { me { id } }`;

  it('name their root fields and the rows in the comment above', () => {
    expect(parseDocuments('schema/operations/identity/sessions.graphql', text).map(({ kind, subgraph, target, document, covers }) => ({ kind, subgraph, target, document, covers }))).toEqual([
      { kind: 'operation', subgraph: 'identity', target: 'Mutation.login Mutation.second', document: 'Login', covers: ['koshpal-001', 'salahkaar-004'] },
      { kind: 'operation', subgraph: 'identity', target: 'Query.me', document: 'Me', covers: ['koshpal-002'] },
      { kind: 'operation', subgraph: 'identity', target: 'Query.me', document: 'Other', covers: [] },
    ]);
  });

  it('are streams and internal ones too', () => {
    expect(parseDocuments('schema/operations/chat/live.graphql', 'subscription Live { live }')[0]).toMatchObject({ kind: 'stream', subgraph: 'chat' });
    expect(parseDocuments('schema/internal/access.graphql', 'query Check { check }')[0]).toMatchObject({ kind: 'internal', subgraph: 'access' });
  });

  it('have a name, and no other has it', () => {
    expect(() => parseDocuments('schema/operations/chat/live.graphql', '{ me { id } }')).toThrow('schema/operations/chat/live.graphql holds an operation without a name.');
    const twice = [...parseDocuments('schema/operations/chat/a.graphql', 'query Me { me }'), ...parseDocuments('schema/internal/chat.graphql', 'query Me { me }')];
    expect(repeatedNames(twice)).toEqual(['The document Me is written in schema/operations/chat/a.graphql and in schema/internal/chat.graphql.']);
  });
});

it('routes, jobs, mails and handlers cover rows too', () => {
  const unused = () => Promise.reject(new Error('unused'));
  const feature = defineFeature({
    name: 'orders', rules: {},
    routes: [{ method: 'POST', path: '/webhooks/stripe', description: '', covers: ['a-1'], handle: unused }, { method: 'GET', path: '/x', description: '', handle: unused }],
    jobs: [{ name: 'billing.renew-plans', description: '', covers: ['a-2'], run: unused }, { name: 'billing.send-receipt-mail', description: '', covers: ['a-3'], run: unused }],
    handlers: [{ name: 'close-account', event: { type: 'identity.user.deleted', version: 1, description: '' }, covers: ['a-4'], run: unused }],
  });
  expect(codeCoverings([{ name: 'billing', definition: { name: 'billing', features: [feature], migrations: '' } }])).toEqual([
    { kind: 'route', subgraph: 'billing', target: 'POST /webhooks/stripe', executedAs: 'POST /webhooks/stripe', covers: ['a-1'] },
    { kind: 'job', subgraph: 'billing', target: 'billing.renew-plans', executedAs: 'billing.renew-plans', covers: ['a-2'] },
    { kind: 'mail', subgraph: 'billing', target: 'billing.send-receipt-mail', executedAs: 'billing.send-receipt-mail', covers: ['a-3'] },
    { kind: 'job', subgraph: 'billing', target: 'billing.close-account', executedAs: 'billing.close-account', covers: ['a-4'] },
  ]);
  expect(routerCoverings([{ method: 'GET', path: '/health', covers: ['a-5'] }])).toEqual([
    { kind: 'route', subgraph: 'router', target: 'GET /health', executedAs: 'GET /health', covers: ['a-5'] },
  ]);
});

it('the table tells of each row how it is answered, and of its tests', () => {
  const table = endpointsTable(ROWS, [LOGIN], ({ document }) => (document === 'Login' ? ['a.test.ts', 'b.test.ts'] : []));
  expect(table).toBe([
    'id\tsubgraph\tkind\ttarget\tdocument\ttests', 'koshpal-001\tidentity\toperation\tMutation.login\tLogin\ta.test.ts b.test.ts',
    'koshpal-002\tidentity\tuncovered\t\t\t', 'event-001\tsocial\tuncovered\t\t\t', '',
  ].join('\n'));
  expect(coveredIn(table)).toEqual(['koshpal-001']);
});

describe('the check of coverage', () => {
  it('refuses rows that do not exist or belong elsewhere', () => {
    expect(misplacedCoverings(ROWS, [LOGIN])).toEqual([]);
    expect(misplacedCoverings(ROWS, [{ ...LOGIN, covers: ['koshpal-999', 'event-001'] }])).toEqual([
      'Login (identity) covers koshpal-999, which is no row of the references.', 'Login (identity) covers event-001, which belongs to social.',
    ]);
  });

  it('refuses to lose a row', () => {
    expect(lostRows(['koshpal-001'], [LOGIN])).toEqual([]);
    expect(lostRows(['koshpal-001', 'koshpal-002'], [LOGIN])).toEqual(['koshpal-002 was covered and is not any more.']);
  });

  it('refuses what no test has executed', () => {
    expect(untriedCoverings([LOGIN], new Set(['Login']))).toEqual([]);
    expect(untriedCoverings([LOGIN, { ...LOGIN, covers: [] }], new Set(['Logout']))).toEqual(['Login (identity) covers koshpal-001, but no test executed it.']);
  });

  it('counts by reference', () => {
    expect(coverageBySeed(ROWS, [LOGIN, LOGIN])).toEqual([{ seed: 'koshpal', covered: 1, total: 2 }, { seed: 'softfactory', covered: 0, total: 1 }]);
  });
});

it('what was executed is gathered from all workers', () => {
  const folder = mkdtempSync(join(tmpdir(), 'executed-'));
  writeFileSync(join(folder, '1.jsonl'), '{"executed":"Login"}\n{"executed":"Logout"}\n');
  writeFileSync(join(folder, '2.jsonl'), '{"executed":"Login"}\n');
  expect(executedNames(folder)).toEqual(new Set(['Login', 'Logout']));
  rmSync(folder, { recursive: true });
  expect(executedNames(folder)).toBeUndefined();
});

it.each([
  ['its typed document', { ...LOGIN }, 'import { LoginDocument } from', 'import { MagicLoginDocument } from'],
  ['its path', { ...LOGIN, document: undefined, kind: 'route' as const, target: 'POST /webhooks/stripe' }, 'post(\'/webhooks/stripe\')', 'post(\'/webhooks/stripes\')'],
  ['its path with values', { ...LOGIN, document: undefined, kind: 'route' as const, target: 'GET /l/:slug' }, 'get(`/l/my-page`)', 'get(`/l/`)'],
  ['its name', { ...LOGIN, document: undefined, kind: 'job' as const, target: 'chat.remove-drafts' }, 'run(\'chat.remove-drafts\')', 'run(\'chat.remove-drafts-now\')'],
])('a test is found by %s', (_case, covering, naming, other) => {
  expect(patternOf(covering).test(naming)).toBe(true);
  expect(patternOf(covering).test(other)).toBe(false);
});
