import { subgraph } from './subgraph';
import { runAlone } from '@sangam/kit/running/run-alone';

void runAlone(subgraph);
