import { ApiError } from './api-error.ts';
import type { PendingMessage } from './state.ts';

export interface Acknowledgement {
  id: string;
  seq: number;
  rev: number;
  /** ISO 8601, by the server's clock. */
  createdAt: string;
}

export type Deliveries = ReturnType<typeof createDeliveries>;

/** The promises of those who wait for what they sent. */
export function createDeliveries() {
  const waiting = new Map<string, PromiseWithResolvers<Acknowledgement>>();

  function take(clientId: string): PromiseWithResolvers<Acknowledgement> | undefined {
    const delivery = waiting.get(clientId);
    waiting.delete(clientId);
    return delivery;
  }

  return {
    expect(clientId: string): Promise<Acknowledgement> {
      const delivery = Promise.withResolvers<Acknowledgement>();
      // Whoever does not look at the promise sees the failure in the state.
      delivery.promise.catch(() => undefined);
      waiting.set(clientId, delivery);
      return delivery.promise;
    },
    resolve(clientId: string, { id, seq, rev, createdAt }: Acknowledgement): void {
      take(clientId)?.resolve({ id, seq, rev, createdAt });
    },
    reject(clientId: string, error: NonNullable<PendingMessage['error']>): void {
      take(clientId)?.reject(new ApiError({ ...error, status: 0 }));
    },
    discard(clientId: string): void {
      take(clientId)?.reject(new DOMException('the message was discarded', 'AbortError'));
    },
    /** Nobody is left who would hear of it: what waits stays in the storage. */
    close(): void {
      for (const clientId of waiting.keys()) {
        take(clientId)?.reject(new DOMException('the client was closed before the message was sent', 'AbortError'));
      }
    },
  };
}
