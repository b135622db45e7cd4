import { createMetrics } from './metrics';

const JOBS = { name: 'jobs_total', help: 'Jobs that ran.', labels: ['outcome'] } as const;

describe('metrics', () => {
  it('are written in the format of Prometheus, with the labels of the process', async () => {
    const metrics = createMetrics({ labels: { process: 'router' } });
    metrics.counter(JOBS).inc({ outcome: 'done' }, 2);
    metrics.gauge({ name: 'sockets', help: 'Open sockets.' }).set(3);
    metrics.histogram({ name: 'wait_seconds', help: 'Waiting.', buckets: [0.1, 1] }).observe(0.5);

    const lines = (await metrics.text()).split('\n');

    expect(lines).toEqual(expect.arrayContaining([
      '# HELP jobs_total Jobs that ran.', '# TYPE jobs_total counter', 'jobs_total{outcome="done",process="router"} 2', 'sockets{process="router"} 3',
      'wait_seconds_bucket{le="0.1",process="router"} 0', 'wait_seconds_bucket{le="1",process="router"} 1', 'wait_seconds_count{process="router"} 1',
    ]));
    expect(metrics.contentType).toMatch(/^text\/plain; version=0\.0\.4/);
  });

  it('are the same metric when asked for twice', async () => {
    const metrics = createMetrics();
    metrics.counter(JOBS).inc({ outcome: 'done' });
    metrics.counter(JOBS).inc({ outcome: 'done' });

    expect(await metrics.text()).toContain('jobs_total{outcome="done"} 2');
  });

  it('of two registries are apart', async () => {
    const [one, other] = [createMetrics(), createMetrics()];
    one.counter(JOBS).inc({ outcome: 'done' });

    expect(await other.text()).not.toContain('jobs_total');
  });

  it('tell about the process where asked to', async () => {
    expect(await createMetrics({ ofProcess: true }).text()).toContain('nodejs_eventloop_lag_seconds');
  });
});
