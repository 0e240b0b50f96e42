import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import S3rver from 's3rver';
import type { S3Place } from '../../config/index.ts';

export interface TestS3 extends AsyncDisposable {
  place: S3Place;
  /** As operators write it. */
  url: string;
}

/** An S3-compatible store of the test's own. It checks who asks, not what they signed: sign-request.test.ts does. */
export async function startS3(): Promise<TestS3> {
  const folder = await mkdtemp(join(tmpdir(), 'confab-s3-'));
  const server = new S3rver({
    address: '127.0.0.1',
    port: 0,
    silent: true,
    directory: folder,
    configureBuckets: [{ name: 'confab', configs: [] }],
  });
  const address = await server.run();
  const origin = `http://127.0.0.1:${address.port}`;
  return {
    place: {
      origin,
      bucket: 'confab',
      prefix: 'team/',
      region: 'us-east-1',
      accessKeyId: 'S3RVER',
      secretAccessKey: 'S3RVER',
    },
    url: `${origin}/confab/team`,
    async [Symbol.asyncDispose]() {
      await server.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
