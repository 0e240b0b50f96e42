import { z } from 'zod';
import { wholeNumberSchema } from '../fields.ts';
import { nothingSchema, operationsOf } from '../operation.ts';
import { fileListQuerySchema, fileListSchema } from './file-list.ts';
import { fileLimitsSchema, uploadSchema } from './file.ts';
import * as filePaths from './paths.ts';
import { previewWidths } from './previews.ts';

export { filePaths };

const tus = 'Any client of tus 1.0 (https://tus.io) does this. ';
const previewWidthSchema = wholeNumberSchema.pipe(z.union(previewWidths.map((width) => z.literal(width))));
const offset = { 'Upload-Offset': 'How many bytes the server has.' };

export const fileOperations = operationsOf('Files', filePaths, {
  getFileLimits: {
    summary: 'What I may upload',
    needs: 'account',
    answers: { 200: fileLimitsSchema },
  },
  startUpload: {
    summary: 'Start an upload',
    needs: 'send-files',
    description:
      `${tus}\`Tus-Resumable: 1.0.0\`, the bytes in \`Upload-Length\`, and \`filename\` in \`Upload-Metadata\`. The last part of ` +
      '`Location` is the id of the file. What is sent with no message within a day is removed.',
    answers: { 201: nothingSchema },
    headers: { Location: 'Where to go on.', ...offset },
    errors: ['words-not-allowed', 'too-large', 'no-room', 'unsupported-media-type', 'upload-moved', 'not-found'],
  },
  getUpload: {
    summary: 'How far an upload is',
    needs: 'account',
    description: `${tus}They ask with \`HEAD\`. Whoever started the upload may, also once all of it is there.`,
    answers: { 200: uploadSchema },
    headers: { ...offset, 'Upload-Length': 'How many there will be.' },
    errors: ['not-found', 'upload-moved'],
  },
  continueUpload: {
    summary: 'Go on with an upload',
    needs: 'account',
    description:
      `${tus}\`Content-Type: application/offset+octet-stream\`, and in \`Upload-Offset\` how many bytes the server has. A request has 30 ` +
      'seconds: send what fits, some MiB, and go on. Cut off, what arrived is kept: ask how far it is.',
    answers: { 204: nothingSchema },
    headers: offset,
    errors: ['not-found', 'upload-moved', 'too-large', 'unsupported-media-type'],
  },
  cancelUpload: {
    summary: 'Give up an upload',
    needs: 'account',
    description: 'Also one that is whole, until it is sent.',
    answers: { 204: nothingSchema },
    errors: ['not-found'],
  },
  listFiles: {
    summary: 'Messages of a chat with files of a kind, the newest first',
    needs: 'account',
    description:
      'With those of its threads. `pictures` are pictures that can be shown, and films; `voice` is what people recorded; `files` all else. ' +
      'A message with several kinds is in the list of each.',
    query: fileListQuerySchema,
    answers: { 200: fileListSchema },
    errors: ['not-found'],
  },
  getFile: {
    summary: 'The bytes of a file',
    needs: 'account',
    description:
      'For members of a chat with a message that it belongs to, and for whoever uploaded it until it is sent. `Range` and ' +
      '`If-None-Match` are honoured (206, 304, 416). Only pictures, sound, film and PDF open in place; all else is for saving.',
    answers: { 200: z.file() },
    answerTypes: ['application/octet-stream', 'image/*', 'video/*', 'audio/*'],
    errors: ['not-found'],
  },
  getPreview: {
    summary: 'A picture, smaller',
    needs: 'account',
    description:
      'Of a file whose message says its `width`, as a still WebP, for whoever may have the file. Where the picture is no wider than `width` ' +
      'it is the largest there is.',
    query: z.strictObject({ width: previewWidthSchema }),
    answers: { 200: z.file() },
    answerTypes: ['image/webp'],
    errors: ['not-found'],
  },
});
