import type { PushSubscription } from '@confab/protocol';
import { type Browser, type PushService, startPushService } from '../src/push/service/push-service.ts';
import type { ServerParts } from '../src/server.ts';
import type { Person } from './api.ts';
import { startServer, type TestServer } from './start-server.ts';

export interface PushPlace extends AsyncDisposable {
  server: TestServer;
  service: PushService;
  /** A browser of this person's session, which takes pushes. */
  subscribe(person: Person): Promise<Browser>;
}

/** A server, and a push service that it may send to. */
export async function startPushPlace(overrides: Partial<Omit<ServerParts, 'config'>> = {}): Promise<PushPlace> {
  const service = await startPushService(overrides.clock ? { wallNow: overrides.clock.wallNow } : {});
  const server = await startServer({ PUSH_PRIVATE_ADDRESSES: 'on' }, overrides);
  return {
    server,
    service,
    async subscribe({ api }) {
      const browser = service.subscribe();
      await api.must<PushSubscription>('PUT', '/api/me/push-subscription', browser.body);
      return browser;
    },
    async [Symbol.asyncDispose]() {
      await server.close();
      await service[Symbol.asyncDispose]();
    },
  };
}
