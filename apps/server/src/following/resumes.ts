import { chatIdsOfUsers, findPositionsOfUsers, type Positions } from '../chats/index.ts';
import { Admission, type AdmissionOptions } from '../realtime/admission.ts';
import type { Connection } from '../realtime/connection.ts';
import { PersonTurns } from '../realtime/person-turns.ts';
import { shareReads } from '../storage/shared-reads.ts';
import type { Storage } from '../storage/storage.ts';

/** What those who resume in the same moment share. */
export interface Resumes {
  admission: Admission;
  turns: PersonTurns;
  /** Since the start: clients that came back with what they knew, and chats that these had to read anew. */
  readonly counts: { resumed: number; reset: number };
  /** Of each connection that resumes now, the chats that it was told it is in no more: what it knew of them is gone. */
  readonly left: WeakMap<Connection, Set<string>>;
  chatIds(userId: string): Promise<string[] | null>;
  positions(userId: string): Promise<Positions | null>;
}

export function createResumes({ db }: Storage, options: AdmissionOptions): Resumes {
  return {
    admission: new Admission(options),
    turns: new PersonTurns({ ...options, max: 1 }),
    counts: { resumed: 0, reset: 0 },
    left: new WeakMap(),
    chatIds: shareReads((userIds) => chatIdsOfUsers(db, userIds), options.schedule),
    positions: shareReads((userIds) => findPositionsOfUsers(db, userIds), options.schedule),
  };
}
