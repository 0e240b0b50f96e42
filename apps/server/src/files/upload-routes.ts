import { fileOperations, filePaths } from '@confab/protocol';
import { addressOf } from '@confab/protocol/path';
import {
  ApiError,
  type Call,
  endUnless,
  type HttpApp,
  implement,
  RawAnswer,
  type Routes,
  stillMay,
  type StillMayContext,
} from '../http/index.ts';
import type { LogWriter } from '../log/log-writer.ts';
import { submit } from '../log/submit.ts';
import type { Storage } from '../storage/storage.ts';
import { cancelUploadRule } from './file-rules.ts';
import { isMissing } from './file-store.ts';
import { findUpload, type FileRow } from './read-files.ts';
import { tusVersion, uploadBytesType } from './tus-headers.ts';
import { toUploadRefusal, type Uploads } from './uploads.ts';

export interface UploadContext extends StillMayContext {
  storage: Storage;
  writer: LogWriter;
  uploads: Uploads;
  stampNow: () => number;
}

/** The routes of tus. Only here are bodies streams, and of no size that is bounded before: that of the upload bounds them. */
export function uploadRoutes(context: UploadContext): Routes {
  const { storage, writer, uploads, stampNow } = context;

  /** An upload takes as long as whoever sends it likes: of whoever is logged out, banned or deactivated meanwhile no more is taken (A4). */
  async function takeBytes<Result>(call: AnyCall, work: () => Promise<Result>): Promise<Result> {
    endUnless(call.request.raw, () => stillMay(context, call.caller));
    return await endingWithRefusal(call, work);
  }

  async function requireUpload(id: string, userId: string): Promise<FileRow> {
    const upload = await findUpload(storage, id, userId);
    if (!upload) throw new ApiError('not-found', 'There is no such upload of yours.');
    return upload;
  }

  const routes = [
    implement(fileOperations.startUpload, (call) =>
      takeBytes(call, async () => {
        const { id, offset } = await uploads.begin(call.request.raw, call.caller.userId);
        return answer(201, {
          location: addressOf(filePaths.getUpload, { upload_id: id }),
          'upload-offset': String(offset),
        });
      }),
    ),

    implement(fileOperations.getUpload, async (call) => {
      const { id, sent: size, whole } = await requireUpload(call.params.upload_id, call.caller.userId);
      const offset = whole === 1 ? size : await offsetOf(id, size);
      call.reply.headers({ 'tus-resumable': tusVersion, 'upload-offset': offset, 'upload-length': size });
      return { id, offset, size };
    }),

    implement(fileOperations.continueUpload, (call) =>
      takeBytes(call, async () => {
        const { id, sent: size, whole } = await requireUpload(call.params.upload_id, call.caller.userId);
        if (whole === 1) throw new ApiError('upload-moved', 'All of it is there.');
        const offset = await uploads.goOn({ id, size }, call.request.raw);
        return answer(204, { 'upload-offset': String(offset) });
      }),
    ),

    implement(fileOperations.cancelUpload, async ({ params, caller }) => {
      const { id } = await requireUpload(params.upload_id, caller.userId);
      await submit(writer, cancelUploadRule.command({ id, at: stampNow() }));
      return answer(204, {});
    }),
  ];

  /** A request that still holds the upload is ended first. */
  async function offsetOf(id: string, size: number): Promise<number> {
    const offset = await uploads.offsetOf(id);
    if (offset !== null && offset < size) return offset;
    try {
      // Whole, and not kept: the server was stopped in between, or the place for files was away.
      await uploads.finish(id);
    } catch (error) {
      throw isMissing(error) ? new ApiError('not-found', 'There is no such upload any more.') : toUploadRefusal(error);
    }
    return size;
  }

  return (app: HttpApp) =>
    void app.register(async (inner) => {
      // The same app with a parser more, which Fastify's types do not say.
      const scope = inner as unknown as HttpApp;
      scope.addContentTypeParser(uploadBytesType, (_request, _payload, done) => done(null));
      for (const addRoute of routes) await addRoute(scope);
    });
}

type AnyCall = Pick<Call<typeof fileOperations.startUpload>, 'reply' | 'request' | 'caller'>;

/** What is refused may still send gigabytes: nobody reads them. */
async function endingWithRefusal<Result>({ reply, request }: AnyCall, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    void reply.header('connection', 'close');
    // Nobody hears of it, and nothing is wrong here: whoever breaks off again and again fills no log with faults.
    if (error === request.raw.errored) throw new ApiError('invalid-request', brokenOff, { cause: error });
    throw toUploadRefusal(error);
  }
}

const brokenOff = 'The connection broke off. Ask how far the upload is, and go on there.';

function answer(code: number, headers: Record<string, string>): RawAnswer {
  return new RawAnswer(code, { 'tus-resumable': tusVersion, ...headers });
}
