import { createRecordActions } from '@confab/client/records';
import type { PlaceSettings, PlaceSettingsAnswer } from '@confab/protocol';
import { getPlaceSettings, updatePlace } from '@confab/protocol/place/paths';
import { Download } from 'lucide-react';
import { type ReactNode, useCallback, useId, useState } from 'react';
import { failureText } from '../../lib/failure-text.ts';
import { brieflyMs, tell } from '../../lib/notices.ts';
import { useAnswer } from '../../lib/use-answer.ts';
import { t } from '../../lib/words.ts';
import { useClient } from '../../session/client.ts';
import { useOwnAccount } from '../../session/own-account.ts';
import { CheckRow } from '../../ui/CheckRow.tsx';
import { isLocked, LockedNote } from '../../ui/LockedNote.tsx';
import { PageNote } from '../../ui/PageNote.tsx';
import { RowsSkeleton } from '../../ui/RowsSkeleton.tsx';
import { DaysForm } from './DaysForm.tsx';
import { DownloadLink } from './DownloadLink.tsx';
import { HoldsSection } from './HoldsSection.tsx';

/** For how long what is said is kept, what is held, and what is taken along. */
export function KeepingPage() {
  const { rest } = useClient();
  const may = useOwnAccount()?.may ?? [];
  const { value, error, reload } = useAnswer(
    useCallback((signal: AbortSignal) => rest.call(getPlaceSettings, {}, { signal }), [rest]),
  );
  const [changed, setChanged] = useState<PlaceSettingsAnswer | null>(null);
  const answer = changed ?? value;

  async function save(changes: Partial<PlaceSettings>): Promise<void> {
    try {
      setChanged(await rest.call(updatePlace, { body: changes }));
      tell(t`Saved`, brieflyMs);
    } catch (reason) {
      tell(failureText(reason));
    }
  }

  if (!answer) {
    return (
      <>
        <PageNote error={error} onRetry={reload} />
        {error === null && <RowsSkeleton />}
      </>
    );
  }
  const { retention, auditDays, chatExports } = answer.settings;
  const isRetentionLocked = isLocked(answer, 'retention');
  return (
    <div className="max-w-form">
      <Part
        title={t`How long things are kept`}
        note={t`In days; empty is for good. What is older is deleted within the hour, for everyone and for good.`}
      >
        <DaysForm
          key={JSON.stringify(retention)}
          fields={[
            { name: 'messagesDays', label: t`Messages`, days: retention.messagesDays },
            { name: 'filesDays', label: t`Files`, days: retention.filesDays },
            { name: 'editsDays', label: t`What messages said before edits`, days: retention.editsDays },
          ]}
          warning={t`What is older than that is deleted for everyone, and can’t be brought back.`}
          isLocked={isRetentionLocked}
          onSave={(days) => save({ retention: { ...retention, ...days } })}
        />
        <div className="-mx-2 mt-4">
          <CheckRow
            label={t`Owners and admins of groups may choose for their group`}
            isOn={retention.chatsChoose}
            isLocked={isRetentionLocked}
            onChange={(chatsChoose) => save({ retention: { ...retention, chatsChoose } })}
          />
        </div>
        {retention.chatsChoose && (
          <DaysForm
            key={`${retention.least} ${retention.most}`}
            className="mt-2"
            fields={[
              { name: 'least', label: t`At least`, days: retention.least },
              { name: 'most', label: t`At most`, days: retention.most },
            ]}
            isLocked={isRetentionLocked}
            onSave={(days) => save({ retention: { ...retention, ...days } })}
          />
        )}
        <LockedNote answer={answer} name="retention" />
      </Part>
      <Part title={t`Audit log`} note={t`Addresses of people are in it: keep it no longer than you need it.`}>
        <DaysForm
          key={auditDays}
          fields={[{ name: 'auditDays', label: t`Days`, days: auditDays }]}
          warning={t`Older entries are removed.`}
          isLocked={isLocked(answer, 'auditDays')}
          onSave={(days) => save({ auditDays: days['auditDays'] ?? null })}
        />
        <LockedNote answer={answer} name="auditDays" />
      </Part>
      {may.includes('compliance-access') && (
        <Part
          title={t`Legal holds`}
          note={t`Of whom and of what nothing is deleted. What people delete meanwhile, or is too old, is hidden and kept. Only admins see this.`}
        >
          <HoldsSection />
        </Part>
      )}
      <Part title={t`Exports`} note={t`As JSON with all files. Each export is noted in the audit log.`}>
        <div className="-mx-2">
          <CheckRow
            label={t`Chats can be exported by their owners and admins`}
            isOn={chatExports}
            isLocked={isLocked(answer, 'chatExports')}
            onChange={(isOn) => save({ chatExports: isOn })}
          />
        </div>
        <LockedNote answer={answer} name="chatExports" />
        {may.includes('export-place') && (
          <DownloadLink to={createRecordActions(rest).placeExportAddress()} icon={Download} className="mt-3">
            {t`Export everything`}
          </DownloadLink>
        )}
      </Part>
    </div>
  );
}

function Part({ title, note, children }: { title: string; note: string; children: ReactNode }) {
  const id = useId();
  return (
    <section aria-labelledby={id} className="border-b border-line pb-6 not-first:pt-6 last:border-b-0">
      <h2 id={id} className="font-semibold tracking-tight">
        {title}
      </h2>
      <p className="mt-0.5 text-sm text-pretty text-muted">{note}</p>
      <div className="mt-3">{children}</div>
    </section>
  );
}
