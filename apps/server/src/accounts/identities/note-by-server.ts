import type { AuditAction, AuditDetails } from '@confab/protocol';
import { noteWith } from '../../audit/index.ts';
import type { Storage } from '../../storage/index.ts';

interface DoneToSomebody {
  action: AuditAction;
  userId: string;
  /** Milliseconds since 1970. */
  at: number;
  details: AuditDetails;
}

/** What follows from what a provider or a directory says of somebody: nobody here did it. */
export async function noteByServer(
  transaction: Storage['db'],
  { action, userId, at, details }: DoneToSomebody,
): Promise<void> {
  const deed = { action, target: { kind: 'person', id: userId }, details };
  await noteWith(transaction, deed, { by: { userId: null, kind: 'server' }, at });
}
