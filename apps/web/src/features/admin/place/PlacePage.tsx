import { getPlaceSettings, updatePlace } from '@confab/protocol/place/paths';
import type { PlaceSettings, PlaceSettingsAnswer } from '@confab/protocol';
import { useCallback, useState } from 'react';
import { failureText } from '../../../lib/failure-text.ts';
import { brieflyMs, tell } from '../../../lib/notices.ts';
import { shownPlace } from '../../../lib/shown-place.ts';
import { useAnswer } from '../../../lib/use-answer.ts';
import { t } from '../../../lib/words.ts';
import { useClient } from '../../../session/client.ts';
import { ownAccountOf } from '../../../session/own-account.ts';
import { FactorSetting } from './FactorSetting.tsx';
import { JoiningSetting } from './JoiningSetting.tsx';
import { NameSetting } from './NameSetting.tsx';
import { NewAccountsSetting } from './NewAccountsSetting.tsx';
import { PictureSetting } from './PictureSetting.tsx';
import { PermissionTable } from './PermissionTable.tsx';
import { PageNote } from '../../../ui/PageNote.tsx';
import { RowsSkeleton } from '../../../ui/RowsSkeleton.tsx';

/** What the place is called, who may come in, and who may what. What the environment says is shown and can't be changed here. */
export function PlacePage() {
  const client = useClient();
  const { rest } = client;
  const { value, error, reload } = useAnswer(
    useCallback((signal: AbortSignal) => rest.call(getPlaceSettings, {}, { signal }), [rest]),
  );
  const [changed, setChanged] = useState<PlaceSettingsAnswer | null>(null);
  const answer = changed ?? value;

  /** Answers whether it worked; why not is told beside the page. */
  async function save(changes: Partial<PlaceSettings>): Promise<boolean> {
    try {
      const saved = await rest.call(updatePlace, { body: changes });
      shownPlace.name = saved.settings.name;
      setChanged(saved);
      // Who may what, and whether anybody may be invited, is mine too.
      void ownAccountOf(client).refresh();
      tell(t`Saved`, brieflyMs);
      return true;
    } catch (reason) {
      tell(failureText(reason));
      return false;
    }
  }

  if (answer === null) {
    return (
      <>
        <PageNote error={error} onRetry={reload} />
        {error === null && <RowsSkeleton />}
      </>
    );
  }
  const setting = { answer, onSave: save };
  return (
    <div className="max-w-form">
      <NameSetting {...setting} />
      <PictureSetting answer={answer} />
      <JoiningSetting {...setting} />
      <PermissionTable {...setting} />
      <NewAccountsSetting {...setting} />
      <FactorSetting {...setting} />
    </div>
  );
}
