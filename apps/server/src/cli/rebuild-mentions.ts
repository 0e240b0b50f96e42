import { rebuildMentions } from '../mentions/index.ts';
import { openExisting, parsePlace } from './place.ts';

const sayEveryMs = 1_000;

/** `confab rebuild-mentions`: where the numbers of mentions are wrong. */
export async function rebuildMentionsCommand(place: string, say: (line: string) => void): Promise<void> {
  const storage = await openExisting(parsePlace(place));
  let saidAt = performance.now();
  try {
    const { added, dropped } = await rebuildMentions(storage, {
      onPage({ looked }) {
        if (performance.now() - saidAt < sayEveryMs) return;
        saidAt = performance.now();
        say(`  ${looked} rows looked through`);
      },
    });
    say(`The index of mentions says what the messages say: ${added} were missing, ${dropped} were wrong.`);
  } finally {
    await storage.close();
  }
}
