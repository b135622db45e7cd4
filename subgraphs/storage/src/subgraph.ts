import 'reflect-metadata';
import { join } from 'node:path';
import { defineSubgraph } from '@sangam/kit/running/define-subgraph';
import { uploads } from './uploads/uploads.feature';

/** Files of people: uploads, signed downloads, what becomes of the bytes. */
export const subgraph = defineSubgraph({
  name: 'storage',
  features: [uploads],
  migrations: join(__dirname, 'migrations'),
});
