import type { BrowserContext, CDPSession } from '@playwright/test';
import { cpuSlowdown, type Network } from './networks.ts';
import { type Milestones, watchPage } from './page-clock.ts';
import { requestsInARow, type Span } from './requests-in-a-row.ts';

/** What one look at a page cost. */
export interface Visit {
  firstPaintMs: number;
  readableMs: number;
  usableMs: number;
  /** Layout shift until the page was quiet. */
  shift: number;
  /** Until it was readable. */
  requests: number;
  inARow: number;
  /** On the wire, headers included, by what it was: until the page was quiet. */
  bytes: Record<string, number>;
  refused: string[];
}

interface Seen extends Partial<Span> {
  type: string;
  bytes: number;
  status: number;
  url: string;
}

const quietMs = 2_500;
const patienceMs = 60_000;

/** Opens the address with an empty cache in a slow browser on a slow network. */
export async function visit(
  context: BrowserContext,
  { url, milestones, network }: { url: string; milestones: Milestones; network: Network },
): Promise<Visit> {
  const page = await context.newPage();
  try {
    const session = await context.newCDPSession(page);
    await slowDown(session, network);
    const seen = await watchRequests(session);
    await page.addInitScript(watchPage, milestones);
    await page.goto(url, { waitUntil: 'commit', timeout: patienceMs });
    await page.waitForFunction(() => window.measured.usableMs !== null, null, { timeout: patienceMs });
    await page.waitForTimeout(quietMs);
    const told = await page.evaluate(() => ({
      ...window.measured,
      firstPaintMs: performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? Number.NaN,
    }));
    const readableMs = Math.max(told.readableMs ?? Number.NaN, told.firstPaintMs);
    return {
      ...told,
      readableMs,
      usableMs: told.usableMs ?? Number.NaN,
      ...sumUp([...seen.values()], told.readableMs ?? 0),
    };
  } finally {
    await page.close();
  }
}

async function slowDown(session: CDPSession, network: Network): Promise<void> {
  await session.send('Network.enable');
  await session.send('Network.setCacheDisabled', { cacheDisabled: false });
  await session.send('Network.clearBrowserCache');
  await session.send('Network.emulateNetworkConditions', {
    offline: false,
    latency: network.latencyMs,
    downloadThroughput: network.downBytesPerSecond,
    uploadThroughput: network.upBytesPerSecond,
  });
  await session.send('Emulation.setCPUThrottlingRate', { rate: cpuSlowdown });
}

/** By request. Times in milliseconds since the page was asked for. */
async function watchRequests(session: CDPSession): Promise<Map<string, Seen>> {
  const seen = new Map<string, Seen>();
  let start: number | null = null;
  session.on('Network.requestWillBeSent', ({ requestId, timestamp, type, request }) => {
    start ??= timestamp;
    if (request.url.startsWith('data:')) return;
    const from = (timestamp - start) * 1000;
    seen.set(requestId, { from, type: type ?? 'Other', bytes: 0, status: 0, url: request.url });
  });
  session.on('Network.responseReceived', ({ requestId, response }) => {
    const request = seen.get(requestId);
    if (request) request.status = response.status;
  });
  session.on('Network.loadingFinished', ({ requestId, timestamp, encodedDataLength }) => {
    const request = seen.get(requestId);
    if (request) Object.assign(request, { to: (timestamp - (start ?? 0)) * 1000, bytes: encodedDataLength });
  });
  return seen;
}

function sumUp(seen: readonly Seen[], readableMs: number): Pick<Visit, 'requests' | 'inARow' | 'bytes' | 'refused'> {
  const needed = seen.filter(({ to = Infinity }) => to <= readableMs);
  const bytes: Record<string, number> = {};
  for (const request of seen) bytes[request.type] = (bytes[request.type] ?? 0) + request.bytes;
  return {
    requests: needed.length,
    inARow: requestsInARow(needed.map(({ from = 0, to = 0 }) => ({ from, to }))),
    bytes,
    refused: seen.filter(({ status }) => status >= 400).map(({ status, url }) => `${status} ${new URL(url).pathname}`),
  };
}
