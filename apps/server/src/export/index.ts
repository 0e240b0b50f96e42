import { type ChatParts, exportOperations, mayExportChat, type PlaceRetention } from '@confab/protocol';
import { doorOf } from '@confab/protocol/threads';
import type { Readable } from 'node:stream';
import type { Accounts } from '../accounts/index.ts';
import { type Audit, byCaller } from '../audit/index.ts';
import type { ChatAccess } from '../chats/index.ts';
import type { Feature } from '../feature.ts';
import { type FilePlace, type FileStore, openFileStore } from '../files/index.ts';
import { ApiError, type Caller, implement, type Permits, RawAnswer, stillMay } from '../http/index.ts';
import type { Storage } from '../storage/index.ts';
import { entriesWhileMay } from './entries-while-may.ts';
import { exportChat } from './export-chat.ts';
import { exportPlace } from './export-place.ts';
import { ExportTurns } from './export-turns.ts';

import { zipOf } from './zip-stream.ts';

export { safeName } from './export-chat.ts';
export { exportPlace } from './export-place.ts';
export { importPlace } from './import-place.ts';
export { manifestName, writeManifest } from './manifest.ts';
export { writeFolder } from './write-folder.ts';
export { entriesWhileMay } from './entries-while-may.ts';
export { ExportTurns } from './export-turns.ts';
export { openEntry, type ZipEntry, zipOf } from './zip-stream.ts';

export interface ExportContext {
  storage: Storage;
  audit: Audit;
  access: ChatAccess;
  accounts: Pick<Accounts, 'liveCaller'>;
  place: { settings(): { chatExports: boolean; retention: PlaceRetention }; permits: Permits };
  files: FilePlace | null;
  stampNow: () => number;
}

/** On this node. */
const atOnce = 4;

/** What is said, to take along (decision 0049). */
export function exports(context: ExportContext): Feature {
  const { storage, audit, files, stampNow } = context;
  const turns = new ExportTurns(atOnce);
  // Members who take chats along keep no owner out.
  const turnsOfPlace = new ExportTurns(2);
  let opened: Promise<FileStore> | null = null;
  const openStore = async (): Promise<FileStore | null> => {
    if (files === null) return null;
    opened ??= openFileStore(files);
    return await opened;
  };

  return {
    name: 'export',
    offers: ['export'],
    routes: [
      implement(exportOperations.exportChat, async ({ caller, params: { chat_id: asked }, request }) => {
        const chatId = doorOf(asked);
        await requireExporter(context, chatId, caller.userId);
        const details = { what: 'chat' };
        await audit.note(
          { action: 'export.made', target: { kind: 'chat', id: chatId }, details },
          byCaller(caller, request),
        );
        const at = stampNow();
        const make = async (): Promise<Readable> => {
          const store = await openStore();
          const entries = exportChat({
            storage,
            store,
            chatId,
            at,
            readerId: caller.userId,
            retention: context.place.settings().retention,
          });
          return zipOf(entriesWhileMay(entries, () => mayStillExport(context, chatId, caller)));
        };
        return archive(`chat-${day(at)}`, await turns.take(caller.userId, make));
      }),

      implement(exportOperations.exportPlace, async ({ caller, request }) => {
        await audit.note(
          { action: 'export.made', target: null, details: { what: 'place' } },
          byCaller(caller, request),
        );
        const at = stampNow();
        const make = async (): Promise<Readable> => {
          const store = await openStore();
          const entries = exportPlace({ storage, store, scope: 'owner', at });
          return zipOf(entriesWhileMay(entries, () => stillMay(context, caller, 'export-place')));
        };
        return archive(`confab-${day(at)}`, await turnsOfPlace.take(caller.userId, make));
      }),
    ],
  };
}

/** Throws `not-found` for whoever is no member, `forbidden` where members of theirs export nothing. */
async function requireExporter(
  { storage, access, place }: Pick<ExportContext, 'storage' | 'access' | 'place'>,
  chatId: string,
  userId: string,
): Promise<void> {
  const role = await access.requireMember(chatId, userId);
  const query = storage.db.selectFrom('chats').select(['kind', 'parts']).where('id', '=', chatId);
  const chat = await query.executeTakeFirstOrThrow();
  const { chatExports } = place.settings();
  const { exporting } = JSON.parse(chat.parts ?? '{}') as ChatParts;
  if (mayExportChat({ kind: chat.kind, role, exporting, chatExports })) return;
  const detail = chatExports
    ? 'Only owners and admins of this group export it.'
    : 'In this place chats are not exported.';
  throw new ApiError('forbidden', detail);
}

/** While it is under way: whoever is logged out, removed or no admin any more has no more of it. */
async function mayStillExport(context: ExportContext, chatId: string, caller: Caller): Promise<boolean> {
  if (!(await stillMay(context, caller))) return false;
  try {
    await requireExporter(context, chatId, caller.userId);
    return true;
  } catch (error) {
    if (error instanceof ApiError) return false;
    throw error;
  }
}

/** Saved by a browser, never shown (A18). */
function archive(name: string, body: Readable): RawAnswer {
  const headers = {
    'content-type': 'application/zip',
    'content-disposition': `attachment; filename="${name}.zip"`,
    'content-security-policy': "default-src 'none'; sandbox",
  };
  return new RawAnswer(200, headers, body);
}

function day(at: number): string {
  return new Date(at).toISOString().slice(0, 10);
}
