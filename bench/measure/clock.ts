/** Microseconds of the machine's monotonic clock, which all processes of one machine share. */
export function monotonicMicros(): number {
  return Number(process.hrtime.bigint() / 1000n);
}
