import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { fileOperations } from '@confab/protocol';
import { limits } from '@confab/protocol/limits';
import type { ChatAccess } from '../chats/index.ts';
import type { Feature } from '../feature.ts';
import { implement, type StillMayContext } from '../http/index.ts';
import { submit } from '../log/submit.ts';
import type { PersonTurns } from '../realtime/person-turns.ts';
import { type CleanContext, cleanFiles } from './clean-files.ts';
import { cleanName } from './clean-name.ts';
import { cleanFilesJob, startUploadRule } from './file-rules.ts';
import { fileCounters, fileGauges, type RemovedCounts } from './file-metrics.ts';
import { DrawTurns } from './draw-turns.ts';
import { type DrawUpload, drawUpload } from './draw-stored.ts';
import { finishUpload } from './finish-upload.ts';
import { type FilePlace, openFileStore, readsAtOnce, uploadsOf } from './file-place.ts';
import { listFiles } from './list-files.ts';
import { openFile, type OpenFileContext } from './open-file.ts';
import { type PreviewContext, Previews } from './previews.ts';
import { readRoom } from './read-files.ts';
import { OpenReads } from './open-reads.ts';
import { uploadRoutes } from './upload-routes.ts';
import { Uploads } from './uploads.ts';
import { WatchedStore } from './watched-store.ts';

export { backUpFiles, filesOfBackup, restoreFiles } from './backup-files.ts';
export { copyFiles, type CopiedFiles } from './copy-files.ts';
export type { DrawUpload } from './draw-stored.ts';
export { type FilePlace, openFileStore } from './file-place.ts';
export { type FileStore, isMissing } from './file-store.ts';
export { FolderStore } from './folder-store.ts';
export { type KeptFile, keptOf } from './kept-files.ts';
export { typeOfFile } from './type-of-file.ts';

/** Of the largest size that one person may have announced and not sent yet. */
const filesUnderWay = 2;

export interface FileOptions extends FilePlace {
  /** Of one file, of all that one person uploaded and is kept, and of all. */
  fileBytesMax: number;
  ownBytesMax: number;
  allBytesMax: number;
}

export interface FileContext
  extends Pick<CleanContext, 'storage' | 'writer'>, Pick<PreviewContext, 'pictures'>, StillMayContext {
  /** Null: this server takes none. */
  files: FileOptions | null;
  clock: CleanContext['clock'] & OpenFileContext['clock'];
  access: ChatAccess;
  histories: PersonTurns;
  stampNow: () => number;
  /** Names are refused that have words which are not to be said here. */
  order: { requireSayable(texts: readonly string[]): void };
}

export interface FilesFeature extends Feature {
  /** For features that make something else of an upload. */
  draw: DrawUpload;
}

/** Files that people upload by tus and send with messages: none where there is no place for them. */
export function files({ files: options, ...house }: FileContext): FilesFeature | null {
  return options ? createFeature(house, options) : null;
}

function createFeature(house: Omit<FileContext, 'files'>, options: FileOptions): FilesFeature {
  const { storage, writer, access, histories, stampNow, pictures } = house;
  const { folder, fileBytesMax, ownBytesMax, allBytesMax } = options;
  const store = new WatchedStore(() => openFileStore(options));
  const work = join(folder, 'work');
  const turns = new DrawTurns();
  const kept = { storage, store, writer, pictures, work, turns };
  const uploads = new Uploads({
    folder: uploadsOf(folder),
    fileBytesMax,
    async start({ userId, name, size }) {
      house.order.requireSayable([name]);
      const id = randomUUID();
      const bounds = { underWayBytesMax: filesUnderWay * fileBytesMax, ownBytesMax, allBytesMax };
      const upload = { id, userId, name: cleanName(name), size, at: stampNow(), ...bounds };
      await submit(writer, startUploadRule.command(upload));
      return id;
    },
    finish: (id, path, sha256) => finishUpload(kept, { id, path, sha256 }),
  });
  const removed: RemovedCounts = { file: 0, upload: 0 };
  const reads = new OpenReads(readsAtOnce(options));
  const context = { ...house, store, uploads, work, removed, reads, turns };
  const previews = new Previews({ ...kept, reads, clock: house.clock });

  return {
    name: 'files',
    draw: (asked, wanted) => drawUpload({ ...kept, stampNow }, asked, wanted),
    offers: ['files', 'file-lists', 'previews'],
    routes: [
      implement(fileOperations.getFileLimits, async ({ caller: { userId } }) => ({
        fileBytesMax,
        filesPerMessage: limits.filesPerMessage,
        ownBytes: await readRoom(storage, userId),
        ownBytesMax,
      })),
      uploadRoutes(context),
      implement(fileOperations.listFiles, ({ caller: { userId }, params: { chat_id: chatId }, query }) =>
        histories.run(userId, async () => {
          await access.requireMember(chatId, userId);
          return await listFiles(storage, chatId, query);
        }),
      ),
      implement(fileOperations.getFile, ({ params, caller, request: { method, headers } }) =>
        openFile(context, { fileId: params.file_id, callerId: caller.userId, method, headers }),
      ),
      implement(fileOperations.getPreview, ({ params, query, caller, request: { headers } }) =>
        previews.open({
          fileId: params.file_id,
          callerId: caller.userId,
          width: query.width,
          ifNoneMatch: headers['if-none-match'],
        }),
      ),
    ],
    gauges: fileGauges(context),
    counters: fileCounters(context),
    checks: { files: () => store.ping() },
    jobs: [
      {
        kind: cleanFilesJob,
        maxAttempts: Number.MAX_SAFE_INTEGER,
        run: ({ key }, signal) => cleanFiles(context, key, signal),
      },
    ],
  };
}
