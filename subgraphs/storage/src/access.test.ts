import { describeAccess } from '@sangam/kit/testing/access-matrix';
import { subgraph } from './subgraph';
import { makeWorld, uploadAccess, type UploadWorld } from './uploads/upload.access.fixture';

describeAccess<UploadWorld>({ definition: subgraph, subgraphs: ['identity', 'storage'], world: makeWorld, ...uploadAccess });
