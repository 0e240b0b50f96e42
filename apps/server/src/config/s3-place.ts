/** A bucket of an S3-compatible store, and who may use it. */
export interface S3Place {
  /** Scheme, host and port. */
  origin: string;
  bucket: string;
  /** In front of each key: empty, or with a slash at its end. */
  prefix: string;
  region: string;
  accessKeyId: string;
  secretAccessKey: string;
}

export type S3Address = Omit<S3Place, 'accessKeyId' | 'secretAccessKey'>;

const defaultRegion = 'us-east-1';
const segment = /^[a-zA-Z0-9._-]+$/;

/**
 * Reads `s3://BUCKET/PREFIX?region=R`, which is Amazon's, or `https://HOST/BUCKET/PREFIX?region=R` of any other store. Null where it is
 * neither, or says who may: a secret in an address ends up in lists of processes and in logs (A8).
 */
export function parseS3Address(text: string): S3Address | null {
  const url = URL.parse(text);
  if (!url || `${url.username}${url.password}${url.hash}` !== '') return null;
  const region = readRegion(url);
  const isAmazon = url.protocol === 's3:';
  if (region === null || !(isAmazon ? url.port === '' : /^https?:$/.test(url.protocol))) return null;
  const names = [...(isAmazon ? [url.host] : []), ...url.pathname.split('/').filter((name) => name !== '')];
  // Nothing in them is written otherwise in a request, so that what is signed is what is sent.
  if (names.length === 0 || !names.every((name) => segment.test(name) && /[^.]/.test(name))) return null;
  const [bucket = '', ...rest] = names;
  return {
    origin: isAmazon ? `https://s3.${region}.amazonaws.com` : url.origin,
    bucket,
    prefix: rest.map((name) => `${name}/`).join(''),
    region,
  };
}

function readRegion({ searchParams }: URL): string | null {
  if ([...searchParams.keys()].some((name) => name !== 'region')) return null;
  const region = searchParams.get('region') ?? defaultRegion;
  return /^[a-z0-9-]{1,64}$/.test(region) ? region : null;
}
