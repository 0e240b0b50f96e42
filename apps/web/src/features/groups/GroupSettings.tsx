import type { ChatState, ConfabClient } from '@confab/client';
import type { GroupSettings as Settings } from '@confab/protocol';
import { failureText } from '../../lib/failure-text.ts';
import { tell } from '../../lib/notices.ts';
import { t } from '../../lib/words.ts';
import { useClient, useClientState } from '../../session/client.ts';
import { CheckRow } from '../../ui/CheckRow.tsx';
import { GroupOrder } from '../moderation/index.ts';
import { hasGroupSettings } from './has-group-settings.ts';

/** What its owners and admins leave to everyone. */
export function GroupSettings({ chat }: { chat: ChatState }) {
  const client = useClient();
  const { posting, adding, mentioning, exporting, visibility, pinning } = chat.parts ?? {};
  const hasSettings = useClientState(hasGroupSettings);
  const hasExport = useClientState(({ features }) => features.includes('export'));
  const hasOrder = useClientState(({ features }) => features.includes('slow-mode'));
  const hasPins = useClientState(({ features }) => features.includes('pins'));
  const whom = (isOn: boolean): 'everyone' | 'admins' => (isOn ? 'everyone' : 'admins');
  const change = (settings: Settings): Promise<void> => changeSettings(client, chat.id, settings);
  return (
    <section aria-label={t`Group settings`} className="px-2.5 py-3">
      <h3 className="px-2 pt-1 pb-1.5 text-xs font-semibold text-muted">{t`Group settings`}</h3>
      {hasSettings && (
        <>
          <CheckRow
            label={t`Members can write`}
            isOn={posting !== 'admins'}
            onChange={(isOn) => change({ posting: whom(isOn) })}
          />
          <CheckRow
            label={t`Members can add people`}
            isOn={adding !== 'admins'}
            onChange={(isOn) => change({ adding: whom(isOn) })}
          />
          <CheckRow
            label={t`Members can mention everyone`}
            isOn={mentioning !== 'admins'}
            onChange={(isOn) => change({ mentioning: whom(isOn) })}
          />
        </>
      )}
      {hasExport && (
        <CheckRow
          label={t`Members can export it`}
          isOn={exporting === 'everyone'}
          onChange={(isOn) => change({ exporting: whom(isOn) })}
        />
      )}
      {hasPins && (
        <CheckRow
          label={t`Members can pin messages`}
          isOn={pinning === 'everyone'}
          onChange={(isOn) => leavePinning(client, chat.id, whom(isOn))}
        />
      )}
      {hasSettings && (
        <CheckRow
          label={t`Anyone can find and join it`}
          isOn={visibility === 'public'}
          onChange={(isOn) => change({ visibility: isOn ? 'public' : 'private' })}
        />
      )}
      {hasOrder && <GroupOrder chat={chat} />}
    </section>
  );
}

/** Done when the chat says so. */
async function changeSettings(client: ConfabClient, chatId: string, settings: Settings): Promise<void> {
  try {
    await client.changeGroup(chatId, settings);
    const wanted = Object.entries(settings);
    await client.until(({ chats }) => {
      const parts: Record<string, unknown> = { ...chats.get(chatId)?.parts };
      return wanted.every(([key, value]) => parts[key] === value);
    });
  } catch (reason) {
    tell(failureText(reason));
  }
}

async function leavePinning(client: ConfabClient, chatId: string, pinning: 'everyone' | 'admins'): Promise<void> {
  try {
    await client.setPinning(chatId, pinning);
    await client.until(({ chats }) => chats.get(chatId)?.parts?.pinning === pinning);
  } catch (reason) {
    tell(failureText(reason));
  }
}
