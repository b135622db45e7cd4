import { AccountErasureDocument, CancelAccountErasureDocument, DeleteMyAccountDocument, ScheduleAccountErasureDocument } from '@sangam/schema/typed/operations';
import { OWN } from '@sangam/kit/testing/access-specimens';
import { ADMINISTRATOR, type IdentitySpecimens, ONLY_ADMINISTRATORS } from '../access-world.fixture';
import { noteErasure } from './scheduled-erasure.fixture';

export const accountErasureAccess: IdentitySpecimens = {
  extend: async (graph, { owner }) => ({ erasureId: await noteErasure(graph, owner.id) }),
  fields: {
    'Query.accountErasure': { document: AccountErasureDocument, variables: ({ erasureId }) => ({ id: erasureId }), viewer: ADMINISTRATOR, outcomes: ONLY_ADMINISTRATORS },
    'Mutation.deleteMyAccount': { document: DeleteMyAccountDocument, outcomes: { stranger: OWN, otherTenant: OWN } },
    'Mutation.scheduleAccountErasure': {
      document: ScheduleAccountErasureDocument, variables: ({ undescribed: { id } }) => ({ userId: id, reason: 'Asked for it' }), viewer: ADMINISTRATOR, outcomes: ONLY_ADMINISTRATORS,
    },
    'Mutation.cancelAccountErasure': { document: CancelAccountErasureDocument, variables: ({ erasureId }) => ({ id: erasureId }) },
  },
};
