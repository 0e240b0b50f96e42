import { WarningLayer } from '../features/moderation/index.ts';
import { SearchLayer } from '../features/search/index.ts';
import { UpdateLine } from './UpdateLine.tsx';

/** What stands above the page and is seldom there. */
export function LateLayers() {
  return (
    <>
      <UpdateLine />
      <SearchLayer />
      <WarningLayer />
    </>
  );
}
