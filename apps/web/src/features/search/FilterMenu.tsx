import { searchIs, type SearchFilter, type SearchFilterPart } from '@confab/protocol/search';
import type { ReactElement } from 'react';
import { t } from '../../lib/words.ts';
import { Menu, MenuItem, MenuSeparator } from '../../ui/Menu.tsx';
import { hasWords, isWords, offeredHas } from './chip-words.ts';
import { chipOf } from './query-chips.ts';

type FilterMenuProps = {
  trigger: ReactElement;
  /** One that takes a value, which is typed. */
  onBegin: (filter: SearchFilter) => void;
  onChoose: (chip: SearchFilterPart) => void;
};

/** What can be asked beside words. Who knows the words types them. */
export function FilterMenu({ trigger, onBegin, onChoose }: FilterMenuProps) {
  const begun: readonly [SearchFilter, string][] = [
    ['from', t`from somebody…`],
    ['in', t`in a chat…`],
    ['mentions', t`mentions somebody…`],
    ['after', t`after a day…`],
    ['before', t`before a day…`],
    ['on', t`on a day…`],
  ];
  return (
    <Menu trigger={trigger}>
      <div className="max-h-most-of-screen overflow-y-auto">
        {begun.map(([filter, label]) => (
          <MenuItem key={filter} onClick={() => onBegin(filter)}>
            <span className="flex-1">{label}</span>
            <Typed value={`${filter}:`} />
          </MenuItem>
        ))}
        <MenuSeparator />
        {offeredHas.map((has) => (
          <MenuItem key={has} onClick={() => onChoose(chipOf('has', has))}>
            <span className="flex-1">{hasWords(has)}</span>
            <Typed value={`has:${has}`} />
          </MenuItem>
        ))}
        <MenuSeparator />
        {searchIs.map((is) => (
          <MenuItem key={is} onClick={() => onChoose(chipOf('is', is))}>
            <span className="flex-1">{isWords(is)}</span>
            <Typed value={`is:${is}`} />
          </MenuItem>
        ))}
      </div>
    </Menu>
  );
}

/** As it is typed, which is the same in every language. */
function Typed({ value }: { value: string }) {
  return (
    <span className="ms-4 font-mono text-2xs text-faint" aria-hidden="true">
      {value}
    </span>
  );
}
