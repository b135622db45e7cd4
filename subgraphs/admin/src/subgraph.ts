import 'reflect-metadata';
import { join } from 'node:path';
import { defineSubgraph } from '@sangam/kit/running/define-subgraph';
import { audit } from './audit/audit.feature';

/** What those who answer for the platform look at: who did what. */
export const subgraph = defineSubgraph({ name: 'admin', features: [audit], migrations: join(__dirname, 'migrations') });
