import { type ClientState, type ConfabClient, initialState } from '@confab/client';
import { getPush } from '@confab/protocol/push/paths';
import { expect, test, vi } from 'vitest';
import { setOnHere } from './preferences.ts';
import { keepPushing, readPushHere } from './push-here.ts';

test('who turns notifications on before the worker is there is subscribed once it is', async () => {
  const kept = new Map<string, string>();
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
  });
  vi.stubGlobal('isSecureContext', true);
  vi.stubGlobal('Notification', { permission: 'granted' });
  const subscription = { endpoint: 'https://push.example.org/a', toJSON: () => ({}) };
  const pushManager = { getSubscription: async () => null, subscribe: async () => subscription };
  const registered = Promise.withResolvers<{ pushManager: typeof pushManager }>();
  const registrations: { pushManager: typeof pushManager }[] = [];
  const serviceWorker = { ready: registered.promise, getRegistration: async () => registrations[0] };
  vi.stubGlobal('navigator', { serviceWorker });

  const state: ClientState = {
    ...initialState(0, null, 'me'),
    features: ['push'],
    documentsLoaded: true,
    connection: { status: 'live' } as ClientState['connection'],
  };
  const call = async (path: unknown) => (path === getPush ? { publicKey: 'key' } : {});
  const client = { getState: () => state, subscribe: () => () => undefined, rest: { call } };
  const stop = keepPushing(client as unknown as ConfabClient, 'me');
  setOnHere('me', true);
  await vi.waitFor(() => expect(readPushHere()).toMatchObject({ status: 'failed', by: 'browser' }));

  registrations.push({ pushManager });
  registered.resolve({ pushManager });
  await vi.waitFor(() => expect(readPushHere()).toEqual({ status: 'on' }));
  stop();
});
