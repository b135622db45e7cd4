import fc from 'fast-check';
import { pino } from 'pino';
import { anonymousViewer } from '../authorization/viewer';
import { newId } from '../ids/new-id';
import { bareContext } from '../testing/bare-context';
import type { Grant } from './audience';
import type { LiveBus, LiveMessage } from './live-bus';
import { openLiveStream } from './live-stream';
import { createMemoryBus } from './memory-bus';
import { createRedisBus } from './redis-bus';

const log = pino({ level: 'silent' });
const TOPIC = 'thread.1';

/** A membership table of one scope: each change bumps the version, as the owning subgraph's transaction does. */
class Membership {
  version = 1;
  private readonly members = new Set(['asha']);
  /** The last version at which Asha belonged to it. */
  lastAllowed = 1;

  change(member: boolean): number {
    this.version += 1;
    if (member) this.members.add('asha');
    else this.members.delete('asha');
    if (member) this.lastAllowed = this.version;
    return this.version;
  }

  read(): Grant | null {
    return this.members.has('asha') ? { scope: 'thread-1', version: this.version } : null;
  }
}

type Step = 'say' | 'remove' | 'readmit';

const steps = fc.array(fc.constantFrom<Step>('say', 'say', 'remove', 'readmit'), { minLength: 2, maxLength: 12 });
const viewer = { ...anonymousViewer('r', '::1'), userId: 'asha' };

const said = (version: number): LiveMessage<number> => ({ topic: TOPIC, kind: 'Said', payload: version, audience: { scope: 'thread-1', version } });
const ended = (version: number): LiveMessage<number> => ({ topic: TOPIC, kind: 'End', payload: version, audience: { users: ['asha'] } });

/** Commits a step and returns what its transaction publishes afterwards. */
function commit(table: Membership, step: Step): LiveMessage<number> {
  if (step === 'say') return said(table.version);
  const version = table.change(step === 'readmit');
  return { ...said(version), kind: step === 'remove' ? 'Removed' : 'Readmitted' };
}

interface Round {
  readonly listening: LiveBus;
  readonly publishing: readonly LiveBus[];
  readonly table: Membership;
  readonly revoking: boolean;
  /** Delays a database answer or a publication; the order between two of them is free. */
  readonly delay: () => Promise<unknown>;
}

/**
 * Opens Asha's stream, runs the steps from several processes, and returns the versions that she heard. Whoever was readmitted
 * may hear late what was said meanwhile, because the owner would show it to them.
 */
async function listen(round: Round, script: readonly Step[], finished: <V>(work: Promise<V>) => Promise<V>): Promise<number[]> {
  const { table, delay } = round;
  const heard: number[] = [];
  const ctx = bareContext({ live: round.listening, viewer });
  const opening = openLiveStream<LiveMessage>(ctx, {
    topic: TOPIC,
    // The row is read when the database gets to it; the answer arrives later still.
    grant: async () => {
      await delay();
      const grant = table.read();
      await delay();
      return grant;
    },
    map: (message) => message, missed: () => said(0),
    ...(round.revoking ? { revokes: (message: LiveMessage) => message.kind === 'Removed' } : {}),
  });
  const reading = opening.then(async (stream) => {
    for await (const message of stream) {
      if (message.kind === 'End') break;
      heard.push(message.payload as number);
    }
  }, (error: Error) => expect(error.message).toBe('Not found.'));
  const publications = script.map(async (step, n) => {
    await delay();
    const message = commit(table, step);
    await delay();
    await round.publishing[n % round.publishing.length]?.publish(message);
  });
  await finished(Promise.all([opening.catch(() => undefined), ...publications]));
  await round.listening.publish(ended(table.version));
  await finished(reading);
  return heard;
}

describe('a removed member hears nothing of what is said afterwards', () => {
  it.each([true, false])('under every order of commits, publications and answers (revoking messages: %s)', async (revoking) => {
    let deliveries = 0;
    await fc.assert(fc.asyncProperty(steps, fc.scheduler(), async (script, scheduler) => {
      const bus = createMemoryBus(log);
      const round: Round = { listening: bus, publishing: [bus], table: new Membership(), revoking, delay: () => scheduler.schedule(Promise.resolve()) };

      const heard = await listen(round, script, (work) => scheduler.waitFor(work));

      deliveries += heard.length;
      expect(heard.filter((version) => version > round.table.lastAllowed)).toEqual([]);
      expect(bus.topics()).toEqual([]);
    }), { numRuns: 500, seed: 20260105 });
    expect(deliveries).toBeGreaterThan(100);
  });

  it('between processes over Redis', async () => {
    const prefix = `test-${newId()}`;
    const open = () => createRedisBus({ url: 'redis://127.0.0.1:6379', prefix, log });
    const [listening, first, second] = [open(), open(), open()];
    let deliveries = 0;
    await fc.assert(fc.asyncProperty(steps, fc.infiniteStream(fc.nat(3)), async (script, turns) => {
      const delay = async () => {
        for (let left = turns.next().value; left > 0; left -= 1) await new Promise((resolve) => setImmediate(resolve));
      };
      const round: Round = { listening, publishing: [first, second], table: new Membership(), revoking: false, delay };

      const heard = await listen(round, script, (work) => work);

      deliveries += heard.length;
      expect(heard.filter((version) => version > round.table.lastAllowed)).toEqual([]);
      expect(listening.topics()).toEqual([]);
    }), { numRuns: 150, seed: 20260105 });
    await Promise.all([listening, first, second].map((bus) => bus.close()));
    expect(deliveries).toBeGreaterThan(30);
  });
});
