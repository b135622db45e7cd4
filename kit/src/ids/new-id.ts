import { uuidv7 } from 'uuidv7';

/** A new UUIDv7, lower case (RFC 9562). Sortable, but never to be read as a time. */
export function newId(): string {
  return uuidv7();
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

/** Whether a client-sent id can be one of ours. */
export function isId(value: string): boolean {
  return UUID.test(value);
}
