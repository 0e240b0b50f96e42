import { type ClientState, type ConfabClient, documentOf } from '@confab/client';

/** As many as a person may have devices. */
const keptMax = 20;

/**
 * Devices that were taken off the list on another one: when their page opens next, they stay off. A push service forgets devices by
 * itself as well, and those are to be put back; so it is written down which were meant.
 */
export function takeOff(client: ConfabClient, sessionId: string): void {
  const kept = documentOf(client.getState(), 'notifications', null);
  const off = [...takenOff(client.getState()), sessionId].slice(-keptMax);
  client.putDocument('notifications', null, { ...kept, push: { ...kept?.push, off } });
}

export function takenOff(state: ClientState): readonly string[] {
  const off = documentOf(state, 'notifications', null)?.push?.['off'];
  return Array.isArray(off) ? off.filter((id) => typeof id === 'string') : [];
}
