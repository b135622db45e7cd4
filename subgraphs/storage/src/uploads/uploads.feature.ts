import { guardReference } from '@sangam/kit/authorization/guard-reference';
import { defineFeature } from '@sangam/kit/running/define-feature';
import { storageSettings } from '../settings';
import { FileUsage } from './file-usage.entity';
import { File, fileById } from './file.entity';
import { followProfileImage } from './file.handlers';
import { removeBytes } from './file.jobs';
import { FileResolver } from './file.resolver';
import { downloadFile, uploadFile } from './file.routes';
import { fileRules } from './file.rules';
import { removeUnusedFiles } from './unused-files.jobs';

export const uploads = defineFeature({
  name: 'uploads',
  entities: [File, FileUsage],
  resolvers: [FileResolver],
  rules: fileRules,
  references: [
    // What refers to a file decides who sees it; until something does, it is its owner's alone, by `file(id)`.
    guardReference<File>({ entity: File, reads: 'nothing', load: fileById, guard: (_viewer, { claimedAt }) => claimedAt !== null }),
  ],
  jobs: [removeBytes, removeUnusedFiles],
  handlers: [followProfileImage],
  routes: [uploadFile, downloadFile],
  settings: [storageSettings],
});
