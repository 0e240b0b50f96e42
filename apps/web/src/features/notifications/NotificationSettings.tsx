import { kindFeature } from '@confab/protocol/documents';
import { t } from '../../lib/words.ts';
import { useClient, useClientState } from '../../session/client.ts';
import { ThoseWhoBreakThrough } from './ThoseWhoBreakThrough.tsx';
import { KeywordField } from './KeywordField.tsx';
import { LevelChoice } from './LevelChoice.tsx';
import { QuietTimes } from './QuietTimes.tsx';
import { changeWishes, wishesIn } from './wishes.ts';

/** What one hears of in general. Chats may say something else, each in its details. */
export function NotificationSettings() {
  const client = useClient();
  const isKept = useClientState(({ features }) => features.includes(kindFeature('notifications')));
  const { level = 'mentions' } = useClientState(wishesIn);
  if (!isKept) return <p className="text-sm text-muted">{t`This server has no notification settings yet.`}</p>;
  return (
    <div className="grid gap-6">
      <LevelChoice
        name="level"
        legend={t`What to be notified about`}
        level={level}
        choices={[
          {
            level: 'mentions',
            label: t`Messages to you`,
            note: t`Direct messages, mentions, keywords and threads you follow`,
          },
          { level: 'all', label: t`Everything`, note: t`Every message in every chat` },
          { level: 'nothing', label: t`Nothing`, note: t`New messages still count as unread` },
        ]}
        onChoose={(chosen) => changeWishes(client, { level: chosen === 'mentions' ? undefined : chosen })}
      />
      <KeywordField />
      <QuietTimes />
      <ThoseWhoBreakThrough />
    </div>
  );
}
