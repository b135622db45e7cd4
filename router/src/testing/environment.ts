/** Whether the subgraphs of a test graph are reached over HTTP. */
export const isApart = (): boolean => process.env.TEST_MODE === 'apart';

/** Settings of a test graph; TEST_DB and TEST_MODE choose the engines. */
export function testEnvironment({ dataDir, prefix }: { readonly dataDir: string; readonly prefix: string }): Record<string, string> {
  const mysql = process.env.TEST_DB === 'mysql';
  return {
    NODE_ENV: 'test', DATA_DIR: dataDir, DATABASE_PREFIX: prefix, REDIS_PREFIX: prefix, PORT: '0', LOG_LEVEL: process.env.TEST_LOG ?? 'silent', PASSWORD_MEMORY_KIB: '64',
    SERVICE_KEYS: 'service-key-of-the-tests-0123456789abcdef', REFRESH_KEY: 'refresh-key-of-the-tests-0123456789abcdef', FILE_LINK_KEY: 'file-link-key-of-the-tests-0123456789', AUDIT_KEY: 'audit-key-of-the-tests-0123456789abcdef',
    SEAL_KEYS: `test:${Buffer.alloc(32, 7).toString('base64')}`, DATABASE_POOL: '5',
    ...(mysql && { DATABASE_URL: process.env.TEST_DATABASE_URL ?? 'mysql://root@127.0.0.1:3306' }),
    ...((isApart() || mysql) && { REDIS_URL: process.env.TEST_REDIS_URL ?? 'redis://127.0.0.1:6379' }),
  };
}
