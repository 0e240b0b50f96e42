import { rotateSecret } from '../accounts/index.ts';
import { openExisting, parsePlace } from './place.ts';
import { noteRotation } from './rotate-credentials.ts';

export interface RotateSecretOptions {
  place: string;
  /** Where the secret is if it is not configured. */
  folder: string;
  authSecret: string | undefined;
  /** Where the old one was configured: a file that holds it. */
  oldFile: string | undefined;
}

/** `confab rotate-secret`: a new secret, where the old one is lost, or somebody else has it. Answers how many authenticator apps are lost with it. */
export async function rotateSecretCommand(options: RotateSecretOptions): Promise<number> {
  const { place, folder, authSecret, oldFile } = options;
  const parsed = parsePlace(place);
  const storage = await openExisting(parsed);
  try {
    const dataFolder = parsed.kind === 'folder' ? parsed.folder : folder;
    const { lostApps } = await rotateSecret({ db: storage.db, configured: authSecret, dataFolder, oldFile });
    await noteRotation(storage, 'secret');
    return lostApps;
  } finally {
    await storage.close();
  }
}
