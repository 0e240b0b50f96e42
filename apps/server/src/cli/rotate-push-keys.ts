import { rotateVapidKeys } from '../push/index.ts';
import { openExisting, parsePlace } from './place.ts';
import { noteRotation } from './rotate-credentials.ts';

/** `confab rotate-push-keys`: where somebody else may have them. */
export async function rotatePushKeysCommand(place: string): Promise<void> {
  const storage = await openExisting(parsePlace(place));
  try {
    await rotateVapidKeys(storage, Date.now());
    await noteRotation(storage, 'push-keys');
  } finally {
    await storage.close();
  }
}
