import type { IncomingHttpHeaders } from 'node:http';
import { ApiError } from '../http/index.ts';

/** What tus 1.0 says in headers: https://tus.io/protocols/resumable-upload */
export const tusVersion = '1.0.0';
export const uploadBytesType = 'application/offset+octet-stream';

const count = /^\d{1,15}$/;

/** Of a POST. Throws an `ApiError`. */
export function readNewUpload(headers: IncomingHttpHeaders): { name: string; size: number } {
  requireVersion(headers);
  const length = one(headers['upload-length']);
  const size = count.test(length) ? Number(length) : 0;
  if (size === 0) {
    throw new ApiError('invalid-request', 'Say in Upload-Length how many bytes there will be, at least one.');
  }
  const metadata = readMetadata(one(headers['upload-metadata']));
  return { name: metadata.get('filename') ?? metadata.get('name') ?? '', size };
}

/** Of a PATCH: where its bytes begin, and how many there are; 0 where it does not say. Throws an `ApiError`. */
export function readPart(headers: IncomingHttpHeaders): { offset: number; length: number } {
  requireVersion(headers);
  if (headers['content-type'] !== uploadBytesType) {
    throw new ApiError('unsupported-media-type', `Send the bytes as ${uploadBytesType}.`);
  }
  const offset = one(headers['upload-offset']);
  if (!count.test(offset)) throw new ApiError('invalid-request', 'Say in Upload-Offset where the bytes begin.');
  const length = headers['content-length'] ?? '0';
  return { offset: Number(offset), length: count.test(length) ? Number(length) : 0 };
}

function requireVersion(headers: IncomingHttpHeaders): void {
  if (headers['tus-resumable'] === tusVersion) return;
  throw new ApiError('invalid-request', `Speak tus ${tusVersion}, and say so in Tus-Resumable.`);
}

/** Pairs of a key and a value in base64, separated by commas; a key may have no value. */
function readMetadata(text: string): Map<string, string> {
  const pairs = new Map<string, string>();
  if (text === '') return pairs;
  for (const pair of text.split(',')) {
    const [key = '', value = '', ...rest] = pair.trim().split(' ');
    if (key === '' || rest.length > 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(value)) {
      throw new ApiError('invalid-request', 'Upload-Metadata has pairs of a key and a value in base64.');
    }
    pairs.set(key, Buffer.from(value, 'base64').toString());
  }
  return pairs;
}

function one(value: string | string[] | undefined): string {
  return typeof value === 'string' ? value.trim() : '';
}
