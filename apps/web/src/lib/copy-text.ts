import { tell } from './notices.ts';
import { t } from './words.ts';

/** Resolves whether it worked; where it did not the person is told. */
export async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    tell(t`Your browser blocked copying. Select the text and copy it yourself.`);
    return false;
  }
}
