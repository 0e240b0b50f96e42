import type { Config } from '../../config/index.ts';
import { openFileStore } from '../../files/index.ts';
import { mailSettingsOf, verifyMailServer } from '../../mail/index.ts';
import { isThere } from '../../storage/index.ts';
import { type Finding, inTime, reasonOf } from './finding.ts';

const answerMs = 10_000;

export async function checkRedis({ redisUrl }: Config): Promise<Finding | null> {
  if (redisUrl === undefined) return null;
  const subject = 'Redis';
  const { Redis } = await import('ioredis');
  const redis = new Redis(redisUrl, { lazyConnect: true, retryStrategy: () => null, maxRetriesPerRequest: 0 });
  let reason: unknown = null;
  redis.on('error', (error) => (reason ??= error));
  try {
    await inTime(redis.connect(), answerMs);
    await inTime(redis.ping(), answerMs);
    return { subject, status: 'ok', text: 'It answers.' };
  } catch (error) {
    const advice = 'Look whether it runs, whether this machine may connect to it, and at REDIS_URL.';
    return { subject, status: 'problem', text: `It does not answer: ${reasonOf(reason ?? error)}`, advice };
  } finally {
    redis.disconnect();
  }
}

export async function checkFiles({ files }: Config): Promise<Finding> {
  const subject = 'files';
  if (files === null) {
    const advice = 'Several processes need a folder that they share: set FILES_DIR, or FILES_URL.';
    return { subject, status: 'attention', text: 'People can send none.', advice };
  }
  if (!files.s3 && !(await isThere(files.folder))) {
    return { subject, status: 'ok', text: `${files.folder} is not there yet; the first file makes it.` };
  }
  const where = files.s3 ? `${files.s3.origin}/${files.s3.bucket}` : files.folder;
  try {
    const store = await openFileStore(files);
    await inTime(store.ping(), answerMs);
    return { subject, status: 'ok', text: `${where} takes them.` };
  } catch (error) {
    const advice = files.s3
      ? 'Look at FILES_URL, FILES_ACCESS_KEY_ID and FILES_SECRET_ACCESS_KEY, and what that key may do in the bucket.'
      : 'Change the owner of that folder, or set FILES_DIR to another one.';
    return { subject, status: 'problem', text: `${where} can't be used: ${reasonOf(error)}`, advice };
  }
}

export async function checkMail(config: Config): Promise<Finding> {
  const subject = 'mail';
  const settings = mailSettingsOf(config);
  if (settings === null) {
    const advice = 'Set SMTP_URL, MAIL_FROM and PUBLIC_URL, so that people come back in who forgot their password.';
    return { subject, status: 'attention', text: 'None is sent.', advice };
  }
  try {
    await inTime(verifyMailServer(settings), answerMs);
    return { subject, status: 'ok', text: 'The mail server takes the name and the password.' };
  } catch (error) {
    const advice = 'Look at SMTP_URL, and whether this machine may connect to that port.';
    return { subject, status: 'problem', text: `The mail server does not take it: ${reasonOf(error)}`, advice };
  }
}
