/** Whether a covered row without an executed test fails the check: in CI, after the whole test run. */
export function requiresExecution(): boolean {
  return process.env.REQUIRE_EXECUTED === '1';
}
