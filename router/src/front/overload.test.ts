import { createServer } from 'node:http';
import express from 'express';
import { LagMeter, refusedShare, shedLoad } from './overload';
import { close, listen, send } from '../testing/send-request';

describe('overload', () => {
  it.each([[0, 0], [100, 0], [150, 0.5], [200, 1], [5_000, 1]])('at a lag of %d ms refuses a share of %d', (lag, share) => {
    expect(refusedShare(lag)).toBe(share);
  });

  it('is not read from one pause, but from lasting lag', () => {
    const meter = new LagMeter();
    meter.note(250);
    expect(refusedShare(meter.lagMs)).toBe(0);

    for (let look = 0; look < 10; look += 1) meter.note(250);
    expect(refusedShare(meter.lagMs)).toBe(1);

    for (let look = 0; look < 10; look += 1) meter.note(-3);
    expect(refusedShare(meter.lagMs)).toBe(0);
  });

  it('answers refused requests at once and says when to come back', async () => {
    const draws = [0.4, 0.6];
    const app = express();
    app.use(shedLoad({ lagMs: 150 }, () => draws.shift() ?? 1), (_request, response) => void response.json({ served: true }));
    const server = createServer(app);
    const port = await listen(server);

    const [refused, served] = [await send(port, '/'), await send(port, '/')];

    expect(refused.status).toBe(503);
    expect(refused.headers['retry-after']).toBe('2');
    expect(refused.text).toContain('"code":"OVERLOADED"');
    expect(served.json()).toEqual({ served: true });
    await close(server);
  });
});
