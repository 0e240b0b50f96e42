import { awaitsFiles, type ConfabClient, type DraftFiles, type PendingMessage } from '@confab/client';
import { type Upload, uploadsOf } from './uploads.ts';

/** Messages that wait for their files get them: those that were just written, and those that an earlier page left. */
export function deliver(client: ConfabClient): () => void {
  const uploads = uploadsOf(client);
  let seen: readonly PendingMessage[] = [];
  let waiting: readonly PendingMessage[] = [];
  /** Refused, and so to be asked for anew where somebody tries again. */
  const refused = new Set<string>();

  function look(): void {
    const { unsent } = client.getState();
    if (unsent !== seen) follow(unsent.filter((message) => message.uploads));
    seen = unsent;
    for (const message of waiting) if (message.status === 'waiting' && awaitsFiles(message)) hand(message);
  }

  function follow(now: readonly PendingMessage[]): void {
    const before = waiting;
    waiting = now;
    for (const { clientId, status, uploads: files = [] } of now) {
      if (!before.some((known) => known.clientId === clientId)) take(files);
      if (status === 'failed') refused.add(clientId);
      else if (status === 'waiting' && refused.delete(clientId)) for (const { key } of files) uploads.retry(key);
    }
    for (const gone of before) if (!now.some(({ clientId }) => clientId === gone.clientId)) forget(gone);
  }

  function take(files: NonNullable<PendingMessage['uploads']>): void {
    for (const file of files) {
      uploads.adopt(file);
      // It lies in no composer any more.
      uploads.kept.change(file.key, { chatId: null }).catch(() => undefined);
    }
  }

  function hand({ clientId, uploads: files = [] }: PendingMessage): void {
    const now = files.map(({ key }) => uploads.get(key)).filter((upload) => upload !== undefined);
    const failed = now.find(({ status }) => status === 'failed');
    if (failed?.error) client.filesFailed(clientId, failed.error);
    else if (now.length === files.length && now.every(isWhole)) client.filesReady(clientId, now.map(asSent));
  }

  function forget({ status, sentAs, uploads: files = [] }: PendingMessage): void {
    const isSent = status === 'acknowledged' || status === 'sending' || sentAs !== null;
    for (const { key } of files) uploads.forget(key, { isSent });
  }

  const stops = [client.subscribe(look), uploads.subscribe(look)];
  look();
  return () => {
    for (const stop of stops) stop();
    uploads.stop();
  };
}

type Whole = Upload & { fileId: string };

function isWhole(upload: Upload): upload is Whole {
  return upload.status === 'whole' && upload.fileId !== null;
}

function asSent({ fileId, alt, voice }: Whole): DraftFiles[number] {
  return { id: fileId, ...(alt !== undefined && { alt }), ...(voice && { voice }) };
}
