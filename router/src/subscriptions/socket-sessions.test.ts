import { anonymousViewer, type Viewer } from '@sangam/kit/authorization/viewer';
import { FakeClock } from '@sangam/kit/clock/clock';
import { SocketSessions } from './socket-sessions';

const clock = new FakeClock();

function person(userId: string | null, change: Partial<Viewer> = {}): Viewer {
  return { ...anonymousViewer('r', '192.0.2.1'), userId, sessionId: userId && `session of ${userId}`, ...change };
}

class Connections {
  readonly sessions = new SocketSessions(() => clock.now());
  readonly closed: string[] = [];
  readonly asked: string[] = [];

  open(name: string, viewer: Viewer, lives = true): () => void {
    return this.sessions.add({
      viewer,
      close: (code) => this.closed.push(`${name} ${code}`),
      stillLives: () => {
        this.asked.push(name);
        return Promise.resolve(lives);
      },
    });
  }
}

/** Lets answers that are ready be taken. */
const settled = () => new Promise((resolve) => setImmediate(resolve));

describe('open connections', () => {
  it('are closed as time passes when their session has ended, also when nobody told', async () => {
    const connections = new Connections();
    connections.open('living', person('a'));
    connections.open('ended', person('b'), false);
    connections.open('anonymous', person(null), false);

    connections.sessions.checkAll();
    await settled();

    expect(connections.asked).toEqual(['living', 'ended']);
    expect(connections.closed).toEqual(['ended 4403']);
  });

  it('are asked only where a change concerns them', async () => {
    const connections = new Connections();
    connections.open('one', person('a'), false);
    connections.open('other session', person('a', { sessionId: 'another' }), false);
    connections.open('other person', person('b'), false);

    connections.sessions.changed({ userId: 'a', sessionId: 'session of a' });
    await settled();
    expect(connections.closed).toEqual(['one 4403']);
    connections.sessions.changed({ userId: 'a' });
    await settled();

    expect(connections.closed).toEqual(['one 4403', 'one 4403', 'other session 4403']);
  });

  it('are closed at once when their token has expired before they were registered', async () => {
    const code = await new Promise<number>((resolve) => {
      new SocketSessions(() => clock.now()).add({ viewer: person('a', { expiresAt: clock.now() - 1 }), close: resolve, stillLives: () => Promise.resolve(true) });
    });
    expect(code).toBe(4401);
  });

  it('are counted per person, and per address without one, until they have left', () => {
    const connections = new Connections();
    const leave = connections.open('one', person('a'));
    connections.open('two', person('a', { sessionId: 'another' }));
    connections.open('three', person(null));
    connections.open('four', person(null, { ip: '192.0.2.2' }));

    expect([person('a'), person('b'), person(null), person(null, { ip: '192.0.2.3' })].map((viewer) => connections.sessions.countOf(viewer))).toEqual([2, 0, 1, 0]);
    leave();
    expect([connections.sessions.countOf(person('a')), connections.sessions.size]).toEqual([1, 3]);
  });

  it('are all closed when the router stops', () => {
    const connections = new Connections();
    connections.open('one', person('a'));
    connections.open('two', person(null));
    connections.sessions.closeAll(1012, 'Restarting');
    expect(connections.closed).toEqual(['one 1012', 'two 1012']);
  });
});
