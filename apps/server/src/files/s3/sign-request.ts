import { createHash, createHmac } from 'node:crypto';
import type { S3Place } from '../../config/index.ts';

export interface Unsigned {
  method: string;
  /** As it is sent: nothing in our paths needs to be encoded. */
  path: string;
  /** `name=value`, encoded; empty for none. */
  query?: string;
  /** In lower case. All of them are signed. */
  headers: Readonly<Record<string, string>>;
  /** The SHA-256 of the body, in hex: the store refuses other bytes. */
  bodyHash: string;
  at: Date;
}

export const emptyHash = sha256('');

/** The headers to send, with a signature by AWS Signature Version 4: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html */
export function signRequest(place: S3Place, { method, path, query = '', headers, bodyHash, at }: Unsigned) {
  const time = at.toISOString().replaceAll(/[-:]|\.\d+/g, '');
  const day = time.slice(0, 8);
  const sent: Record<string, string> = {
    ...headers,
    host: new URL(place.origin).host,
    'x-amz-content-sha256': bodyHash,
    'x-amz-date': time,
  };
  const names = Object.keys(sent).toSorted();
  const signed = names.join(';');
  const listed = names.map((name) => `${name}:${sent[name]?.trim()}\n`).join('');
  const canonical = [method, path, query, listed, signed, bodyHash].join('\n');
  const scope = `${day}/${place.region}/s3/aws4_request`;
  const text = ['AWS4-HMAC-SHA256', time, scope, sha256(canonical)].join('\n');
  const key = [day, place.region, 's3', 'aws4_request'].reduce<string | Buffer>(
    (secret, part) => hmac(secret, part),
    `AWS4${place.secretAccessKey}`,
  );
  const signature = hmac(key, text).toString('hex');
  const credential = `${place.accessKeyId}/${scope}`;
  sent['authorization'] = `AWS4-HMAC-SHA256 Credential=${credential}, SignedHeaders=${signed}, Signature=${signature}`;
  return sent;
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function hmac(key: string | Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}
