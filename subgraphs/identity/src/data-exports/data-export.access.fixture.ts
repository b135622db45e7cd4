import { DataExportDocument, ExportMyDataDocument, ExportUserDataDocument, MyDataExportsDocument } from '@sangam/schema/typed/operations';
import { OWN } from '@sangam/kit/testing/access-specimens';
import { ADMINISTRATOR, type IdentitySpecimens, ONLY_ADMINISTRATORS } from '../access-world.fixture';
import { readyDataExport } from './ready-data-export.fixture';

export const dataExportAccess: IdentitySpecimens = {
  extend: async (graph, { owner }) => ({ dataExport: await readyDataExport(graph, owner.id) }),
  fields: {
    'Query.myDataExports': { document: MyDataExportsDocument, outcomes: { stranger: OWN, otherTenant: OWN } },
    'Query.dataExport': { document: DataExportDocument, variables: ({ dataExport }) => ({ id: dataExport.id }) },
    'Mutation.exportMyData': { document: ExportMyDataDocument, outcomes: { stranger: OWN, otherTenant: OWN } },
    'Mutation.exportUserData': { document: ExportUserDataDocument, variables: ({ undescribed: { id } }) => ({ userId: id }), viewer: ADMINISTRATOR, outcomes: ONLY_ADMINISTRATORS },
  },
  routes: {
    // The link counts, not who follows it; others have none.
    'GET /data-exports/:token': {
      send: (client, { dataExport }, sender) => client.http(sender === 'owner' ? dataExport.path : dataExport.path.replace(/\..*$/, '')), status: 200, statuses: { anonymous: 404, stranger: 404, otherTenant: 404 },
    },
  },
};
