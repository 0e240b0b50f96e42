import { readSpoken } from '../../lib/language.ts';
import { forgetWords, keepWords } from '../../lib/worker-words.ts';

/** The worker shows notifications in the language of the page that was opened last. */
export async function tellLanguage(): Promise<void> {
  const spoken = readSpoken();
  if (spoken === null) return await forgetWords();
  const { tag, messages } = spoken;
  const { ids } = await import('../../locales/en.po?said');
  const said = Object.entries(messages).filter(([id]) => ids.includes(id));
  await keepWords({ tag, messages: Object.fromEntries(said) });
}
