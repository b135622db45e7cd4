import 'reflect-metadata';
import { runAlone } from '@sangam/kit/running/run-alone';
import { subgraph } from './subgraph';

void runAlone(subgraph, require.resolve('@sangam/schema/events/consumers.json'));
