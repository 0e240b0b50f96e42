import type { ConfabClient } from '@confab/client';
import type { NewPicture } from '@confab/protocol';

/** Makes it the picture of somebody or something; null: none any more. */
export type ShowPicture = (picture: NewPicture | null) => Promise<unknown>;

type Sending = {
  file: File;
  crop: NonNullable<NewPicture['crop']>;
  show: ShowPicture;
  signal: AbortSignal;
  onPercent: (percent: number) => void;
};

/** Uploads it and shows the square. What came of the upload is cleared away where it led to nothing. */
export async function sendPicture(
  client: ConfabClient,
  { file, crop, show, signal, onPercent }: Sending,
): Promise<void> {
  let fileId: string | null = null;
  try {
    fileId = await client.uploadFile(file, {
      signal,
      onStart: (id) => (fileId = id),
      onProgress: (sent, size) => onPercent(Math.floor((sent / Math.max(1, size)) * 100)),
    });
    await show({ fileId, crop });
  } catch (reason) {
    if (fileId !== null) void client.cancelUpload(fileId).catch(() => undefined);
    throw reason;
  }
}
