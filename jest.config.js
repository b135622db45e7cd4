const { readFileSync } = require('node:fs');

/** @type {import('jest').Config} */
module.exports = {
  testEnvironment: 'node',
  testMatch: ['**/src/**/*.test.ts'],
  testTimeout: 60_000,
  // As many as there are cores, each begun anew before what it has loaded fills the memory.
  maxWorkers: '100%',
  workerIdleMemoryLimit: '1.5GB',
  setupFiles: ['reflect-metadata', '<rootDir>/router/src/testing/install.ts'],
  transform: { '^.+\\.(t|j|mj)s$': ['@swc/jest', JSON.parse(readFileSync(`${__dirname}/.swcrc`, 'utf8'))] },
  transformIgnorePatterns: ['/node_modules/(?!(jose|openid-client|oauth4webapi|otplib|@otplib|@scure|@noble)/)'],
  moduleNameMapper: {
    '^@sangam/(kit|router)/(.*)$': '<rootDir>/$1/src/$2',
    '^@sangam/schema/(.*)$': '<rootDir>/schema/$1',
    '^@sangam/([a-z]+)/(.*)$': '<rootDir>/subgraphs/$1/src/$2',
  },
  modulePathIgnorePatterns: ['<rootDir>/.*/dist/', '<rootDir>/.data/'],
};
