import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { emptyHash, signRequest } from './sign-request.ts';

// The examples of https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html
const place = {
  origin: 'https://examplebucket.s3.amazonaws.com',
  bucket: 'examplebucket',
  prefix: '',
  region: 'us-east-1',
  accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
  secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
};
const at = new Date('2013-05-24T00:00:00Z');
const credential = 'AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request, ';

test('a part of a file is asked for with the signature of the specification', () => {
  const headers = { range: 'bytes=0-9' };
  const sent = signRequest(place, { method: 'GET', path: '/test.txt', headers, bodyHash: emptyHash, at });
  expect(sent['authorization']).toBe(
    `${credential}SignedHeaders=host;range;x-amz-content-sha256;x-amz-date, ` +
      'Signature=f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41',
  );
});

test('so is what is put there, and what is asked of the bucket', () => {
  const headers = { date: 'Fri, 24 May 2013 00:00:00 GMT', 'x-amz-storage-class': 'REDUCED_REDUNDANCY' };
  const bodyHash = createHash('sha256').update('Welcome to Amazon S3.').digest('hex');
  const put = signRequest(place, { method: 'PUT', path: '/test%24file.text', headers, bodyHash, at });
  expect(put['authorization']).toContain('Signature=98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd');
  const query = 'max-keys=2&prefix=J';
  const list = signRequest(place, { method: 'GET', path: '/', query, headers: {}, bodyHash: emptyHash, at });
  expect(list['authorization']).toContain('Signature=34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7');
});
