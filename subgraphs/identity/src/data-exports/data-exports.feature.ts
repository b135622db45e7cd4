import { platformRole, recentlyAuthenticated, signedIn } from '@sangam/kit/authorization/basic-rules';
import { defineRules, limited } from '@sangam/kit/authorization/rules';
import { personalRows } from '@sangam/kit/personal-data/personal-rows';
import { defineFeature } from '@sangam/kit/running/define-feature';
import { DataExport, DataExportContent, DataExportFile } from './data-export.entity';
import { collectDataExport, endDataExports } from './data-export.jobs';
import { DataExportFileResolver, DataExportResolver } from './data-export.resolver';
import { downloadDataExport } from './data-export.routes';
import { dataExportSettings } from './data-export.settings';
import { eraseDataExports } from './remove-files';

export const dataExports = defineFeature({
  name: 'data-exports',
  entities: [DataExport, DataExportFile, DataExportContent],
  resolvers: [DataExportResolver, DataExportFileResolver],
  rules: defineRules({
    Query: { myDataExports: signedIn, dataExport: signedIn },
    Mutation: { exportMyData: limited(recentlyAuthenticated, 10, 3_600), exportUserData: platformRole('ADMIN') },
    types: { DataExport: 'open', DataExportFile: 'open' },
    reads: { DataExport: { files: 'nothing', requestedBy: 'nothing' } },
  }),
  jobs: [collectDataExport, endDataExports],
  routes: [downloadDataExport],
  settings: [dataExportSettings],
  personalData: [
    personalRows<DataExport>({
      entity: DataExport, person: 'userId', mentions: ['inFlightUserId', 'requestedById'], erase: eraseDataExports,
      exported: { file: 'data-exports', key: 'id', row: ['id', 'state', 'createdAt', 'readyAt', 'expiresAt'] },
    }),
  ],
});
