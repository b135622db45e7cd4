import { createConnection, type Connection } from 'mysql2/promise';
import { translated } from './errors';

const CONNECT_TIMEOUT_MS = 2_000;

/** A connection outside the pool, for what is not a subgraph's daily work. */
export async function connectTo(url: string, schema?: string): Promise<Connection> {
  try {
    return await createConnection({ uri: url, ...(schema ? { database: schema } : {}), connectTimeout: CONNECT_TIMEOUT_MS, charset: 'utf8mb4' });
  } catch (error) {
    throw translated(error);
  }
}

export interface SchemaFacts {
  /** Collation that compares byte by byte, trailing spaces too. */
  readonly collation: string;
}

const NAME = /^[a-z0-9_]{1,64}$/;

/** Makes the schema where it is missing. */
export async function ensureSchema(url: string, schema: string): Promise<SchemaFacts> {
  if (!NAME.test(schema)) throw new Error(`${schema} is not a schema name: lower case, digits, underscores, at most 64 characters.`);
  const connection = await connectTo(url);
  try {
    const collation = await binaryCollation(connection);
    await connection.query(`CREATE DATABASE IF NOT EXISTS \`${schema}\` CHARACTER SET utf8mb4 COLLATE ${collation}`);
    return { collation };
  } finally {
    await connection.end();
  }
}

/** Removes a schema with everything in it; for tests. */
export async function dropSchema(url: string, schema: string): Promise<void> {
  if (!NAME.test(schema)) throw new Error(`${schema} is not a schema name.`);
  const connection = await connectTo(url);
  try {
    await connection.query(`DROP DATABASE IF EXISTS \`${schema}\``);
  } finally {
    await connection.end();
  }
}

// utf8mb4_bin takes 'a' and 'a ' for equal; these do not. MariaDB and MySQL name theirs differently.
const NO_PAD = ['utf8mb4_nopad_bin', 'utf8mb4_0900_bin'];

async function binaryCollation(connection: Connection): Promise<string> {
  const [rows] = await connection.query('SELECT COLLATION_NAME AS name FROM information_schema.COLLATIONS WHERE COLLATION_NAME IN (?)', [NO_PAD]);
  const [found] = rows as { name: string }[];
  if (!found) throw new Error('The database server knows no binary collation without padding: MySQL 8.0.17 or MariaDB 10.6 is needed.');
  return found.name;
}
