import { defineHandler } from '@sangam/kit/events/define-handler';
import { statusChanged } from '@sangam/schema/events/notifications';
import { publishStatus } from './publish';

/** Hands on to open apps that something of theirs has another status. */
export const tellStatus = defineHandler({
  event: statusChanged, name: 'tell-status',
  run: async (_ctx, tx, { payload: { userIds, ...status } }) => {
    for (const userId of userIds) publishStatus(tx, userId, status);
  },
});
