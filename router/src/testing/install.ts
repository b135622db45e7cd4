import 'reflect-metadata';
import { installGraphStarter, type GraphStarter } from '@sangam/kit/testing/harness';

/** Loaded by Jest before each test file; the router itself only when a test starts a graph. */
installGraphStarter((options) => (require('./start') as { readonly startTestGraph: GraphStarter }).startTestGraph(options));
