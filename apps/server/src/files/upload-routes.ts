import { fileOperations } from '@confab/protocol';
import { ApiError, type Call, type HttpApp, implement, RawAnswer, type Routes } from '../http/index.ts';
import { submit } from '../log/submit.ts';
import { cancelUploadRule } from './file-rules.ts';
import { type FinishContext, finishUpload } from './finish-upload.ts';
import { findUpload, type FileRow } from './read-files.ts';
import type { Uploads } from './uploads.ts';

export interface UploadContext extends FinishContext {
  uploads: Uploads;
  stampNow: () => number;
}

const bytesType = 'application/offset+octet-stream';

/** The routes of tus. Only here are bodies streams, and of no size that is bounded before: that of the upload bounds them. */
export function uploadRoutes(context: UploadContext): Routes {
  const { storage, writer, uploads, stampNow } = context;

  async function requireUpload(id: string, userId: string): Promise<FileRow> {
    const upload = await findUpload(storage, id, userId);
    if (!upload) throw new ApiError('not-found', 'There is no such upload of yours.');
    return upload;
  }

  const routes = [
    implement(fileOperations.startUpload, (call) => endingWithRefusal(call, () => pass(call, 'POST'))),

    implement(fileOperations.getUpload, async (call) => {
      const { id, size, whole } = await requireUpload(call.params.upload_id, call.caller.userId);
      const offset = whole === 1 ? size : await offsetOf(call, id, size);
      call.reply.headers({ 'tus-resumable': '1.0.0', 'upload-offset': offset, 'upload-length': size });
      return { id, offset, size };
    }),

    implement(fileOperations.continueUpload, (call) =>
      endingWithRefusal(call, async () => {
        const { whole } = await requireUpload(call.params.upload_id, call.caller.userId);
        if (whole === 1) throw new ApiError('upload-moved', 'All of it is there.');
        return await pass(call, 'PATCH');
      }),
    ),

    implement(fileOperations.cancelUpload, async ({ params, caller }) => {
      const { id } = await requireUpload(params.upload_id, caller.userId);
      await submit(writer, cancelUploadRule.command({ id, at: stampNow() }));
      return new RawAnswer(204, { 'tus-resumable': '1.0.0' });
    }),
  ];

  /** By the library, which first ends a request that still holds the upload. */
  async function offsetOf(call: AnyCall, id: string, size: number): Promise<number> {
    const path = uploads.pathOf(id);
    if ((await uploads.sizeOf(id)) !== null) {
      const { headers } = await pass(call, 'HEAD');
      const offset = Number(headers['upload-offset']);
      if (offset < size) return offset;
    }
    // Whole, and not kept: the server was stopped in between.
    await finishUpload(context, id, path).catch((error: unknown) => {
      throw isGone(error) ? new ApiError('not-found', 'There is no such upload any more.') : error;
    });
    return size;
  }

  const pass = ({ request, caller }: AnyCall, method: string): Promise<RawAnswer> =>
    uploads.handle(request.raw, method, caller.userId);

  return (app: HttpApp) =>
    void app.register(async (inner) => {
      // The same app with a parser more, which Fastify's types do not say.
      const scope = inner as unknown as HttpApp;
      scope.addContentTypeParser(bytesType, (_request, _payload, done) => done(null));
      for (const addRoute of routes) await addRoute(scope);
    });
}

type AnyCall = Pick<Call<typeof fileOperations.getUpload>, 'request' | 'caller' | 'reply'>;

/** What is refused may still send gigabytes: nobody reads them. */
async function endingWithRefusal<Result>(
  { reply }: Pick<AnyCall, 'reply'>,
  work: () => Promise<Result>,
): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    void reply.header('connection', 'close');
    throw error;
  }
}

function isGone(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}
