import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';

export interface MetricDescription<L extends string> {
  /** Snake case with its unit at the end, e.g. `http_request_duration_seconds`. */
  readonly name: string;
  readonly help: string;
  /** Names of labels. Their values must come from a small closed set, never from a client. */
  readonly labels?: readonly L[];
}

/** The numbers of one process, for Prometheus to read. Asking twice for the same name gives the same metric. */
export interface Metrics {
  counter<L extends string = never>(metric: MetricDescription<L>): Counter<L>;
  gauge<L extends string = never>(metric: MetricDescription<L>): Gauge<L>;
  /** `buckets`: upper bounds, in the unit of the name. */
  histogram<L extends string = never>(metric: MetricDescription<L> & { readonly buckets: readonly number[] }): Histogram<L>;
  /** Everything in the text format of Prometheus. */
  text(): Promise<string>;
  readonly contentType: string;
}

export interface MetricsOptions {
  /** Labels on every metric, e.g. the name of the process. */
  readonly labels?: Readonly<Record<string, string>>;
  /** Whether memory, CPU, event loop and garbage collection are measured too; once per process. */
  readonly ofProcess?: boolean;
}

/** Metrics with a registry of their own, so that several can live in one process. */
export function createMetrics({ labels = {}, ofProcess = false }: MetricsOptions = {}): Metrics {
  const registry = new Registry();
  registry.setDefaultLabels({ ...labels });
  if (ofProcess) collectDefaultMetrics({ register: registry });
  const known = new Map<string, unknown>();
  const once = <M>(name: string, make: () => M): M => {
    const metric = (known.get(name) as M | undefined) ?? make();
    known.set(name, metric);
    return metric;
  };
  const configuration = <L extends string>({ name, help, labels: labelNames = [] }: MetricDescription<L>) => ({ name, help, labelNames: [...labelNames], registers: [registry] });
  return {
    counter: <L extends string>(metric: MetricDescription<L>) => once(metric.name, () => new Counter<L>(configuration(metric))),
    gauge: <L extends string>(metric: MetricDescription<L>) => once(metric.name, () => new Gauge<L>(configuration(metric))),
    histogram: <L extends string>(metric: MetricDescription<L> & { readonly buckets: readonly number[] }) =>
      once(metric.name, () => new Histogram<L>({ ...configuration(metric), buckets: [...metric.buckets] })),
    text: () => registry.metrics(),
    contentType: registry.contentType,
  };
}
