const inside = require('./jest.config.js');

/** Tests that start the built product as true processes and come in through its front door. */
/** @type {import('jest').Config} */
module.exports = { ...inside, testMatch: ['<rootDir>/router/outside/*.test.ts'], setupFiles: ['reflect-metadata'], testTimeout: 60_000, maxWorkers: 2 };
