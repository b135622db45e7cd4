import 'reflect-metadata';
import { installGraphStarter, type GraphOptions, type TestGraph } from '@sangam/kit/testing/harness';

/** Loaded by Jest before each test file; the router itself only when a test starts a graph. */
installGraphStarter(async (options: GraphOptions): Promise<TestGraph> => (await import('./start')).startTestGraph(options));
