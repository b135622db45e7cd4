/** Apollo's gateway reports to its maker unless this is set before it is made. */
export function switchTelemetryOff(): void {
  process.env.APOLLO_TELEMETRY_DISABLED = 'true';
}
