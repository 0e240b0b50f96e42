import { countUnread, findProgress, type Seat, seatKey, type Progress } from '../chats/index.ts';
import { Admission, type AdmissionOptions } from '../realtime/admission.ts';
import type { Connection } from '../realtime/connection.ts';
import { PersonTurns } from '../realtime/person-turns.ts';
import type { CountedPosition } from '../storage/chat-log.ts';
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
  /** All chats of the person. */
  progress(userId: string): Promise<Progress[] | null>;
  /** What is unread there; null where nobody is in it any more. */
  unread(seat: Seat): Promise<CountedPosition | null>;
}

export function createResumes(storage: Storage, options: AdmissionOptions): Resumes {
  const unreadAt = shareReads((keys) => countUnread(storage, keys), options.schedule);
  return {
    admission: new Admission(options),
    turns: new PersonTurns({ ...options, max: 1 }),
    counts: { resumed: 0, reset: 0 },
    left: new WeakMap(),
    progress: shareReads((userIds) => findProgress(storage.db, userIds), options.schedule),
    unread: (seat) => unreadAt(seatKey(seat)),
  };
}
