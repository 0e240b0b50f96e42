import type { ConfabClient } from '@confab/client';
import { t } from '../../../../lib/words.ts';
import { readFiles, readWhole, writeFiles, writeReply } from '../../../drafts/index.ts';
import { asPending } from '../add-files.ts';
import { keepFile, placeIn } from '../keep-file.ts';
import { type Upload, uploadsOf } from '../uploads.ts';
import type { Recorded } from './recorder.ts';

/** A message of its own: what is written meanwhile stays. What it answers goes along. */
export function sendVoice(client: ConfabClient, chatId: string, recorded: Recorded): void {
  const upload = add(client, recorded);
  const { reply } = readWhole(client, chatId).parts ?? {};
  const uploads = [asPending(upload)];
  client.send(chatId, { content: '', parts: reply ? { reply } : {}, uploads }).delivered.catch(() => undefined);
  writeReply(client, chatId, null);
  void keepFile(uploadsOf(client), upload.key, recorded.bytes, () => ({ chatId: null, place: 0 }));
}

/** Whoever goes elsewhere while they speak finds it beside what they wrote there. */
export function layVoiceAside(client: ConfabClient, chatId: string, recorded: Recorded): void {
  const upload = add(client, recorded);
  const there = readFiles(client, chatId);
  writeFiles(client, chatId, [...there, asPending(upload)]);
  void keepFile(uploadsOf(client), upload.key, recorded.bytes, () => placeIn(client, chatId, upload.key));
}

function add(client: ConfabClient, { bytes, voice }: Recorded): Upload {
  const { type } = bytes;
  const ending = type === 'audio/mp4' ? 'm4a' : type === 'audio/ogg' ? 'ogg' : 'webm';
  return uploadsOf(client).add(bytes, { name: `${t`Voice message`}.${ending}`, type, voice });
}
