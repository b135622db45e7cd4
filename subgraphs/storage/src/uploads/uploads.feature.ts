import { guardReference } from '@sangam/kit/authorization/guard-reference';
import type { Owned } from '@sangam/kit/authorization/owner';
import { personalRows } from '@sangam/kit/personal-data/personal-rows';
import { defineFeature } from '@sangam/kit/running/define-feature';
import { storageSettings } from '../settings';
import { eraseFiles } from './erase-files';
import { FileUsage } from './file-usage.entity';
import { File, fileById } from './file.entity';
import { followProfileImage } from './file.handlers';
import { removeBytes } from './file.jobs';
import { FileResolver } from './file.resolver';
import { downloadFile, uploadFile } from './file.routes';
import { fileRules } from './file.rules';
import { removeUnusedFiles } from './unused-files.jobs';

const ofPerson = (ownerId: string): Owned => ({ ownerType: 'USER', ownerId });

export const uploads = defineFeature({
  name: 'uploads',
  entities: [File, FileUsage],
  resolvers: [FileResolver],
  rules: fileRules,
  references: [
    // What refers to a file decides who sees it; until something does, it is its owner's alone, by `file(id)`.
    guardReference<File>({ entity: File, reads: 'nothing', load: fileById, guard: (_viewer, { claimedAt }) => claimedAt !== null }),
  ],
  personalData: [
    personalRows<FileUsage>({ entity: FileUsage, person: 'ownerId', where: ofPerson, exported: null, erase: 'delete' }),
    personalRows<File>({
      entity: File, person: 'ownerId', where: ofPerson, erase: eraseFiles,
      exported: { file: 'files', key: 'id', row: ['id', 'purpose', 'name', 'mediaType', 'sizeBytes', 'width', 'height', 'createdAt'] },
    }),
  ],
  jobs: [removeBytes, removeUnusedFiles],
  handlers: [followProfileImage],
  routes: [uploadFile, downloadFile],
  settings: [storageSettings],
});
