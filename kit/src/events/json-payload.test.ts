import type { Transaction } from '../database/transaction';
import { defineJob } from '../jobs/define-job';
import type { LiveBus } from '../live/live-bus';
import { defineEvent } from './define-event';

const event = { type: 'testing.thing.done', version: 1, description: 'Done.' };
const job = { name: 'testing.do-thing', description: 'Does it.', run: async () => undefined };

interface Plain {
  readonly id: string;
  readonly at?: number;
  readonly tags: readonly ('a' | 'b')[];
  readonly place: { readonly name: string | null };
}

// `npm run check` compiles this: each expected error must be one, and nothing else may be.
it('takes JSON as payloads and nothing else', () => {
  const published: unknown[] = [];
  const publish: Transaction['publish'] & LiveBus['publish'] = async (message) => void published.push(message.payload);
  const now = new Date(0);
  const audience = { users: [] };
  const message = { topic: 'thing', kind: 'ThingDone', audience };
  const plain: Plain = { id: '1', tags: ['a'], place: { name: null } };
  defineEvent<Plain>(event);
  defineJob<Plain>(job);
  defineJob<null>(job);
  void publish({ ...message, payload: plain });
  void publish({ ...message, payload: 'word' });

  // @ts-expect-error A Date becomes text.
  defineEvent<{ at: Date }>(event);
  // @ts-expect-error Also deep inside, and where it may be absent.
  defineEvent<{ list: { at?: Date | null }[] }>(event);
  // @ts-expect-error A Date becomes text.
  defineJob<{ at: Date }>(job);
  // @ts-expect-error A Date becomes text.
  defineJob<Date>(job);
  // @ts-expect-error A Map becomes {}.
  defineJob<{ counts: Map<string, number> }>(job);
  // @ts-expect-error A bigint throws.
  defineJob<{ amount: bigint }>(job);
  // @ts-expect-error Nobody knows what it becomes.
  defineJob<{ anything: unknown }>(job);
  // @ts-expect-error A Date becomes text.
  void publish({ ...message, payload: { id: '1', at: now } });

  expect(published).toEqual([plain, 'word', { id: '1', at: now }]);
});

it.each([[new Date(0)], [{ at: new Date(0) }], [new Map([['a', 1]])]])('JSON gives %p back as something else', (value) => {
  expect(JSON.parse(JSON.stringify(value))).not.toEqual(value);
});
