/** The server measures with a timer of this period, and reports the time between two of its beats. */
const timerMs = 10;

/**
 * How late the server's event loop was at worst since the last call, in milliseconds: from `/metrics`, where reading
 * starts the measurement anew.
 */
export async function readStallMs(port: number): Promise<number> {
  const answer = await fetch(`http://127.0.0.1:${port}/metrics`);
  const seconds = /^nodejs_eventloop_lag_max_seconds(?:\{[^}]*\})? (\S+)$/m.exec(await answer.text())?.[1];
  return seconds === undefined ? Number.NaN : Math.max(0, Number(seconds) * 1000 - timerMs);
}

/** Forgets what was before. */
export async function resetStallMs(port: number): Promise<void> {
  await readStallMs(port);
}
