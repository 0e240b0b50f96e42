import { changePeople } from '@confab/protocol/administration/paths';
import type { PersonChange } from '@confab/protocol';
import { useState } from 'react';
import { failureText, refusalText } from '../../../lib/failure-text.ts';
import { tell } from '../../../lib/notices.ts';
import { plural, t } from '../../../lib/words.ts';
import { useClient } from '../../../session/client.ts';

/** The server takes so many at once. */
const atOnce = 100;

type Changing = {
  isBusy: boolean;
  /** Why nobody was changed; of many, what was refused of some is told beside the page. */
  error: string | null;
  /** Answers whether anybody is another than before. */
  change: (userIds: readonly string[], change: PersonChange) => Promise<boolean>;
};

export function useChangePeople(): Changing {
  const { rest } = useClient();
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);

  async function change(userIds: readonly string[], wanted: PersonChange): Promise<boolean> {
    setBusy(true);
    setError(null);
    try {
      const refused: string[] = [];
      for (let at = 0; at < userIds.length; at += atOnce) {
        const body = { userIds: userIds.slice(at, at + atOnce), change: wanted };
        const { results } = await rest.call(changePeople, { body });
        for (const result of results) if (result.refused) refused.push(refusalText(result.refused));
      }
      const [first] = refused;
      if (first === undefined) return true;
      if (refused.length === userIds.length) {
        setError(first);
        return false;
      }
      tell(
        t`${plural(refused.length, { one: '# person was left as they are', other: '# people were left as they are' })}: ${first}`,
      );
      return true;
    } catch (reason) {
      setError(failureText(reason));
      return false;
    } finally {
      setBusy(false);
    }
  }
  return { isBusy, error, change };
}
