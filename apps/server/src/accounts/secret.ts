import { createHmac } from 'node:crypto';
import type { Kysely } from 'kysely';
import type { Database } from '../storage/schema.ts';
import { resealSecrets } from './factors/reseal-secrets.ts';
import { SecretError } from './secret-error.ts';
import { makeSecretFile, readSecretFile, replaceSecretFile, secretCharactersMin, secretFileIn } from './secret-file.ts';

export interface SecretOptions {
  db: Kysely<Database>;
  /** AUTH_SECRET. */
  configured: string | undefined;
  dataFolder: string;
}

/** The key in `meta` of what the secret is known again by. */
const proofKey = 'secret-proof';

/** Reads of which one finds something wherever a database was served before, and with that was bound to a secret. */
export const secretTraces = [`select 1 from meta where key = '${proofKey}'`, 'select 1 from jwks'] as const;

/**
 * The configured secret, or the one in the data folder, which is made with the database. Rejects with `SecretError` where
 * it is not the one that this database was served with before: its keys can't be read with another.
 */
export async function openSecret(options: SecretOptions): Promise<string> {
  const { db, dataFolder } = options;
  const proof = await readProof(db);
  const privateKey = proof === undefined ? await readPrivateKey(db) : undefined;
  if (options.configured === undefined && proof === undefined && privateKey === undefined) {
    await makeSecretFile(dataFolder);
  }
  const secret = await findSecret(options);
  if (proof !== undefined) {
    if (proof !== proofOf(secret)) throw changed(options);
    return secret;
  }
  if (privateKey !== undefined && !(await opens(secret, privateKey))) throw changed(options);
  await db
    .insertInto('meta')
    .values({ key: proofKey, value: proofOf(secret) })
    .onConflict((conflict) => conflict.column('key').doNothing())
    .execute();
  // Another node may have been first.
  if ((await readProof(db)) !== proofOf(secret)) throw changed(options);
  return secret;
}

/**
 * Binds the database to a new secret: AUTH_SECRET where it is set, else one that is made here. The keys of JWTs end, since
 * whoever had the old secret may have read them; a new one is made when it is needed. Sessions stay: their
 * tokens are random, and no secret is in them. What is sealed for people's second factors is sealed anew, as far as the old secret is at
 * hand: in the data folder, or in the file `oldFile`. Answers how many apps are lost where it is not. No server may run on the database.
 */
export async function rotateSecret({
  db,
  configured,
  dataFolder,
  oldFile,
}: SecretOptions & { oldFile?: string | undefined }): Promise<{ lostApps: number }> {
  const before = await findOldSecret(db, { dataFolder, oldFile });
  if (configured !== undefined) refuseUnfit(configured, await readProof(db));
  else await replaceSecretFile(dataFolder);
  const secret = await findSecret({ configured, dataFolder });
  const value = proofOf(secret);
  return await db.transaction().execute(async (transaction) => {
    await transaction.deleteFrom('jwks').execute();
    await transaction
      .insertInto('meta')
      .values({ key: proofKey, value })
      .onConflict((conflict) => conflict.column('key').doUpdateSet({ value }))
      .execute();
    return { lostApps: await resealSecrets(transaction, before, secret) };
  });
}

/** Null where it is lost. */
async function findOldSecret(
  db: Kysely<Database>,
  { dataFolder, oldFile }: { dataFolder: string; oldFile: string | undefined },
): Promise<string | null> {
  const found = await readSecretFile(oldFile ?? secretFileIn(dataFolder)).catch((error: unknown) => {
    if (oldFile !== undefined) throw error;
    return null;
  });
  if (found !== null && proofOf(found) === (await readProof(db))) return found;
  if (oldFile === undefined) return null;
  throw new SecretError(`${oldFile} does not hold the secret that this database was served with before.`);
}

function refuseUnfit(configured: string, proof: string | undefined): void {
  if (configured.length < secretCharactersMin) {
    throw new SecretError(`AUTH_SECRET must be at least ${secretCharactersMin} characters.`);
  }
  if (proofOf(configured) === proof) {
    throw new SecretError('AUTH_SECRET is still the old secret. Set it to a new one, then run "rotate-secret" again.');
  }
}

async function findSecret({ configured, dataFolder }: Omit<SecretOptions, 'db'>): Promise<string> {
  if (configured !== undefined) return configured;
  const file = secretFileIn(dataFolder);
  const secret = await readSecretFile(file);
  if (secret !== null) return secret;
  throw new SecretError(
    `The secret of this database is lost: there is no file ${file}, and AUTH_SECRET is not set. ` +
      'Put it back, or stop all nodes and run "confab rotate-secret" for a new one: people stay logged in, JWTs end.',
  );
}

function changed({ configured, dataFolder }: SecretOptions): SecretError {
  const where = configured === undefined ? `What ${secretFileIn(dataFolder)} holds` : 'AUTH_SECRET';
  return new SecretError(
    `${where} is not the secret that this database was served with before. ` +
      'Put that one back, or stop all nodes and run "confab rotate-secret": people stay logged in, JWTs end.',
  );
}

/** A MAC tells nothing of the secret; what the keys are encrypted with would let it be tried just as well. */
function proofOf(secret: string): string {
  return createHmac('sha256', secret).update('confab secret proof').digest('base64url');
}

async function readProof(db: Kysely<Database>): Promise<string | undefined> {
  return (await db.selectFrom('meta').select('value').where('key', '=', proofKey).executeTakeFirst())?.value;
}

/** Of a database that an earlier version, or a copy of one, was served from: its keys know the secret again. */
async function readPrivateKey(db: Kysely<Database>): Promise<string | undefined> {
  const newest = db.selectFrom('jwks').select('private_key').orderBy('created_at', 'desc').limit(1);
  return (await newest.executeTakeFirst())?.private_key;
}

async function opens(secret: string, privateKey: string): Promise<boolean> {
  const { symmetricDecrypt } = await import('better-auth/crypto');
  try {
    await symmetricDecrypt({ key: secret, data: String(JSON.parse(privateKey)) });
    return true;
  } catch {
    // Whatever is wrong with it, JWTs can't be signed with it.
    return false;
  }
}
