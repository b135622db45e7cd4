import { join } from 'node:path';
import type { SubgraphContext } from '@sangam/kit/running/context';
import { kitSettings } from '@sangam/kit/settings/kit-settings';
import type { Settings } from '@sangam/kit/settings/settings';
import { storageSettings } from '../settings';
import { bucketAddress } from './bucket-address';
import { BucketStore } from './bucket-store';
import { FolderStore } from './folder-store';

/** Keeps the bytes of files under their ids. What is there is whole: a write that fails leaves nothing. */
export interface FileStore {
  /** @throws AppError STORAGE_FULL, SERVICE_UNAVAILABLE */
  put(id: string, bytes: Buffer): Promise<void>;
  /** Null: there are none. @throws AppError SERVICE_UNAVAILABLE */
  get(id: string): Promise<Buffer | null>;
  /** Nothing happens where there are none. @throws AppError SERVICE_UNAVAILABLE */
  remove(id: string): Promise<void>;
}

const stores = new WeakMap<Settings, FileStore>();

/** The store of this process: a bucket where one is set, a folder under DATA_DIR otherwise. */
export function fileStore({ settings }: Pick<SubgraphContext, 'settings'>): FileStore {
  const store = stores.get(settings) ?? openStore(settings);
  stores.set(settings, store);
  return store;
}

function openStore(settings: Settings): FileStore {
  const { FILES_BUCKET_URL } = settings.of(storageSettings);
  if (FILES_BUCKET_URL) return new BucketStore(bucketAddress(FILES_BUCKET_URL));
  return new FolderStore(join(settings.of(kitSettings).DATA_DIR, 'files'));
}
