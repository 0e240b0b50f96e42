import { getWordRules, setWordRules } from '@confab/protocol/moderation/paths';
import { useCallback } from 'react';
import { useAnswer } from '../../lib/use-answer.ts';
import { t } from '../../lib/words.ts';
import { useClient } from '../../session/client.ts';
import { useOwnAccount } from '../../session/own-account.ts';
import { PageNote } from '../../ui/PageNote.tsx';
import { RowsSkeleton } from '../../ui/RowsSkeleton.tsx';
import { WordRulesForm } from './WordRulesForm.tsx';

/** What may not be said as it is, anywhere in the place. */
export function WordsPage() {
  const { rest } = useClient();
  const maySet = useOwnAccount()?.may.includes('manage-place') ?? false;
  const { value, error, reload } = useAnswer(
    useCallback((signal: AbortSignal) => rest.call(getWordRules, {}, { signal }), [rest]),
  );
  return (
    <>
      <p className="mb-4 max-w-form text-sm text-muted">
        {t`They hold in all chats. A word is found in any case and in any script, as a word of its own; a site with all that is below it.`}
      </p>
      <PageNote error={error} onRetry={reload} />
      {value === null ? (
        error === null && <RowsSkeleton />
      ) : (
        <WordRulesForm rules={value} isReadOnly={!maySet} onSave={(body) => rest.call(setWordRules, { body })} />
      )}
    </>
  );
}
