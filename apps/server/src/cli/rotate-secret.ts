import { rotateSecret } from '../accounts/index.ts';
import { openExisting, parsePlace } from './place.ts';

export interface RotateSecretOptions {
  place: string;
  /** Where the secret is if it is not configured. */
  folder: string;
  authSecret: string | undefined;
}

/** `confab rotate-secret`: a new secret, where the old one is lost, or somebody else has it. */
export async function rotateSecretCommand({ place, folder, authSecret }: RotateSecretOptions): Promise<void> {
  const parsed = parsePlace(place);
  const storage = await openExisting(parsed);
  try {
    const dataFolder = parsed.kind === 'folder' ? parsed.folder : folder;
    await rotateSecret({ db: storage.db, configured: authSecret, dataFolder });
  } finally {
    await storage.close();
  }
}
