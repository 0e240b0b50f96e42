import { limits } from '@confab/protocol/limits';

/** What is larger is drawn this small: as sharp as any text around it. */
const drawnSide = 128;
const asTheyAre = ['image/png', 'image/gif', 'image/webp'];

/** As the server takes it: small ones as they are, so that they move, others drawn small. Rejects for what is no picture. */
export async function preparePicture(file: File): Promise<string> {
  const bitmap = await createImageBitmap(file);
  const side = Math.max(bitmap.width, bitmap.height);
  const fits = file.size <= limits.emojiImageBytesMax && side <= limits.emojiImageSideMax;
  return await readAsDataUrl(fits && asTheyAre.includes(file.type) ? file : await drawSmall(bitmap, side));
}

async function drawSmall(bitmap: ImageBitmap, side: number): Promise<Blob> {
  const scale = Math.min(1, drawnSide / side);
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.round(bitmap.width * scale));
  canvas.height = Math.max(1, Math.round(bitmap.height * scale));
  canvas.getContext('2d')?.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  const { promise, resolve } = Promise.withResolvers<Blob | null>();
  canvas.toBlob(resolve, 'image/png');
  const drawn = await promise;
  if (drawn === null) throw new Error('The picture can’t be drawn.');
  return drawn;
}

function readAsDataUrl(blob: Blob): Promise<string> {
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  const reader = new FileReader();
  reader.addEventListener('load', () => resolve(reader.result as string));
  reader.addEventListener('error', () => reject(new Error('The picture can’t be read.')));
  reader.readAsDataURL(blob);
  return promise;
}
