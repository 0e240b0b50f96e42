import { useState } from 'react';
import { plural, t } from '../../lib/words.ts';
import { useClient, useClientState } from '../../session/client.ts';
import { TextField } from '../../ui/TextField.tsx';
import { changeWishes, wishesIn } from './wishes.ts';

const most = { keywords: 30, characters: 60 };
const noKeywords: readonly string[] = [];

/** Words that concern one as one's name does. Kept when the field is left, or with Enter. */
export function KeywordField() {
  const client = useClient();
  const kept = useClientState((state) => wishesIn(state).keywords ?? noKeywords);
  const [typed, setTyped] = useState<string | null>(null);
  const keywords = readKeywords(typed ?? '');
  const tooLong = keywords.find((keyword) => [...new Intl.Segmenter().segment(keyword)].length > most.characters);
  const error =
    tooLong !== undefined
      ? t`A keyword can have at most ${String(most.characters)} characters`
      : keywords.length > most.keywords
        ? t`At most ${plural(most.keywords, { one: '# keyword', other: '# keywords' })}`
        : undefined;
  function keep(): void {
    if (typed === null || error !== undefined) return;
    setTyped(null);
    changeWishes(client, { keywords });
  }
  return (
    <TextField
      label={t`Keywords`}
      hint={t`Separated by commas. Messages with one of these words notify you.`}
      error={error}
      value={typed ?? kept.join(', ')}
      autoComplete="off"
      onChange={(event) => setTyped(event.target.value)}
      onBlur={keep}
      onKeyDown={(event) => {
        if (event.key === 'Enter') keep();
      }}
    />
  );
}

function readKeywords(text: string): string[] {
  return [...new Set(text.split(/[,،、，\n]/).map((one) => one.trim()))].filter((one) => one !== '');
}
