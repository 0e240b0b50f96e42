import { directPeer, type ClientState } from '@confab/client';
import type { SearchFilterPart } from '@confab/protocol/search';
import type { ReactNode } from 'react';
import { plural, t } from '../../lib/words.ts';
import { useChatTitles, useClient } from '../../session/client.ts';
import { classNames } from '../../ui/class-names.ts';
import type { Results } from './kept-results.ts';
import { chipOf, everywhere, isSameChip, withChip, withoutChip, type Asked } from './query-chips.ts';
import type { SearchSort } from './search-address.ts';

type SearchSideProps = {
  results: Results | null;
  asked: Asked;
  sort: SearchSort;
  onChange: (asked: Asked) => void;
  onSort: (sort: SearchSort) => void;
};

const chatsShown = 12;

/** How much was found, in which order it stands, and in which chats. A press on one of them looks only there, another one everywhere. */
export function SearchSide({ results, asked, sort, onChange, onSort }: SearchSideProps) {
  const counts = results?.counts ?? null;
  const chats = counts?.chats.slice(0, chatsShown) ?? [];
  const titles = useChatTitles(chats.map(({ chatId }) => chatId));
  const client = useClient();
  const chosen = chats.filter(({ chatId }) => chipIn(asked, chipOfChat(client.getState(), chatId)) !== undefined);
  const sorts: readonly [SearchSort, string][] = [
    ['newest', t`Newest first`],
    ['best', t`Best first`],
  ];
  return (
    <div className="w-44 shrink-0 max-roomy:w-full">
      <p role="status" className="mb-2 min-h-5 px-2.5 text-sm font-semibold">
        {counts !== null &&
          (chosen.length > 0 ? countWords(sum(chosen), false) : countWords(counts.count, counts.hasMore))}
      </p>
      <div className="flex flex-col gap-0.5 max-roomy:flex-row max-roomy:overflow-x-auto max-roomy:pb-1">
        <div role="group" aria-label={t`Order`} className="contents">
          {sorts.map(([value, label]) => (
            <Choice key={value} isOn={value === sort} onPress={() => onSort(value)}>
              {label}
            </Choice>
          ))}
        </div>
        {chats.length > 0 && (
          <>
            <hr className="mx-2.5 my-2 border-line max-roomy:mx-1 max-roomy:my-1 max-roomy:h-auto max-roomy:border-s max-roomy:border-t-0" />
            <div role="group" aria-label={t`Found in`} className="contents">
              {chats.map(({ chatId, count }, index) => {
                const chip = chipOfChat(client.getState(), chatId);
                const chosenChip = chipIn(asked, chip);
                return (
                  <Choice
                    key={chatId}
                    isOn={chosenChip !== undefined}
                    onPress={() =>
                      onChange(chosenChip ? withoutChip(asked, chosenChip) : withChip(everywhere(asked), chip))
                    }
                  >
                    <bdi className="min-w-0 flex-1 truncate text-as-parent">{titles[index]}</bdi>
                    <span className="tabular text-muted">{count}</span>
                  </Choice>
                );
              })}
            </div>
          </>
        )}
      </div>
    </div>
  );
}

type ChoiceProps = { isOn: boolean; onPress: () => void; children: ReactNode };

function Choice({ isOn, onPress, children }: ChoiceProps) {
  return (
    <button
      type="button"
      aria-pressed={isOn}
      onClick={onPress}
      className={classNames(
        'flex min-h-8 max-w-56 shrink-0 items-center gap-2 rounded-sm px-2.5 text-start text-sm pointer-coarse:min-h-touch',
        isOn ? 'bg-accent-soft font-semibold text-accent-text' : 'text-text hover:bg-tint',
      )}
    >
      {children}
    </button>
  );
}

function countWords(count: number, hasMore: boolean): string {
  if (hasMore) return t`More than ${count} messages`;
  return t`${plural(count, { one: '# message', other: '# messages' })}`;
}

function chipIn({ chips }: Asked, chip: SearchFilterPart): SearchFilterPart | undefined {
  return chips.find((one) => isSameChip(one, chip));
}

function sum(chats: readonly { count: number }[]): number {
  return chats.reduce((all, { count }) => all + count, 0);
}

/** As one would type it: a person by their username, a group by its name where one chat alone has it. */
export function chipOfChat(state: ClientState, chatId: string): SearchFilterPart {
  const chat = state.chats.get(chatId);
  const peer = chat && directPeer(state, chat);
  const username = peer == null ? undefined : state.users.get(peer)?.username;
  if (username !== undefined) return chipOf('in', `@${username}`);
  const name = chat?.name ?? '';
  const isAlone = [...state.chats.values()].filter((one) => isSameName(one.name, name)).length === 1;
  return chipOf('in', name !== '' && isAlone && !/["“”„«»]/.test(name) ? name : chatId);
}

function isSameName(one: string | null, other: string): boolean {
  return one?.toLowerCase() === other.toLowerCase();
}
