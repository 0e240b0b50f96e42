import { documentKinds, documentLimits, documentsFeature, kindFeature } from '@confab/protocol';
import type { DescriptionPace } from '../chats/index.ts';
import type { Feature } from '../feature.ts';
import { compareEveryMs } from '../realtime/rounds.ts';
import type { Storage } from '../storage/storage.ts';
import { documentChanged } from './document-changed.ts';
import { documentCommands } from './document-commands.ts';
import { documentRoutes } from './document-routes.ts';
import { PersonStreams, type PersonStreamsOptions } from './person-streams.ts';
import type { PutContext } from './put-document.ts';

export { type PutContext, putDocument } from './put-document.ts';
export {
  type OwnDocument,
  readDocument,
  putOwnDocument,
  readDocumentsOfKind,
  settleDocument,
} from './own-documents.ts';

export interface PersonalContext extends PutContext, Omit<PersonStreamsOptions, 'db' | 'page' | 'charge'> {
  storage: Storage;
  descriptions: DescriptionPace;
  /** Other pages than those of the protocol are for tests. */
  documentPage?: PersonStreamsOptions['page'];
}

/** A person's own log: documents that only they see, on all of their devices (D24). */
export function personal(context: PersonalContext): Feature {
  const { storage, descriptions, documentPage } = context;
  const streams = new PersonStreams({
    ...context,
    db: storage.db,
    page: documentPage ?? { limit: documentLimits.pageMax, maxBytes: documentLimits.pageBytes },
    charge: (userId, page) => descriptions.chargeDocuments(userId, page),
  });
  return {
    name: 'personal',
    offers: [documentsFeature, ...documentKinds.map(({ kind }) => kindFeature(kind))],
    routes: documentRoutes(context),
    commands: documentCommands(context),
    hears: { user: [documentChanged.on(({ rev, json }, userId) => streams.accept(userId, rev, json))] },
    reactions: {
      async resumed({ connection, command: { documents: cursor }, sameEpoch }) {
        if (cursor !== undefined) await streams.follow(connection, { cursor, sameEpoch });
      },
      eventsLost: () => streams.compareWithLog(),
    },
    rounds: [{ everyMs: compareEveryMs, run: () => streams.compareWithLog() }],
  };
}
