/**
 * Loaded by Node before the program of a launched process: however the launcher ends, nothing that it started outlives
 * it. The channel to the launcher closes with the launcher, also when that is killed.
 */
process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'));
// It does not keep alive what has nothing left to do.
process.channel?.unref();
