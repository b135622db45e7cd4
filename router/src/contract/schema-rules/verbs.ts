/** First words of mutations. A verb that is missing here is added here; a noun is not. */
export const VERBS: ReadonlySet<string> = new Set(`
abandon accept acknowledge activate add adjust announce answer apply appeal approve archive assign attach authorize ban begin block book calculate cancel capture change check claim clear clone
close collect complete compute confirm connect convert copy create credit deactivate decline delete deliver deny detach disable disconnect dismiss dispute distribute draft duplicate edit enable
end enroll erase escalate evaluate exchange exclude execute expire export extend fail favorite finish flag follow forget freeze generate grant handle hide hold ignore impersonate import include
increment initiate install invalidate invite issue join leave like link lock log login logout mark mask merge migrate modify move mute notify offer open order override pause pay pin place post
preview process promote propose provision publish purchase quote rate react read reassign reauthenticate rebuild recalculate receive reconcile record recover redeem redo refer refresh refund regenerate register
reindex reject release remind remove rename renew reopen reorder repair replace replay reply report request rerun reschedule resend reserve reset resolve respond restart restore resume retry
return reveal reverse revert review revoke rotate run save scan schedule scrape seal search select send set setup share sign simulate skip snooze split start stop store submit subscribe suggest
suspend switch sync tag terminate test toggle track transfer translate trigger unassign unban unblock undo unfavorite unfollow unfreeze unlike unlink unlock unmute unpin unpublish unsubscribe
unsuspend update upgrade downgrade upload upsert use validate verify view void vote waive watch withdraw write
`.trim().split(/\s+/));
