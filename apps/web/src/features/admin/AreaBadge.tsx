import { useClientState } from '../../session/client.ts';
import { useLateRegistry } from '../../registry/registry.ts';
import { useOwnAccount } from '../../session/own-account.ts';
import { mayIn } from './may-in.ts';

/** What waits on the pages of the area, for whoever may open them: beside the way to it. */
export function AreaBadge() {
  const may = useOwnAccount()?.may ?? [];
  const pages = useLateRegistry()?.adminPages ?? [];
  // A text stays the same as long as it says the same.
  const shown = useClientState((state) =>
    pages
      .filter((page) => page.Badge && mayIn(state, may, page))
      .map(({ path }) => path)
      .join(),
  );
  return pages.map(({ path, Badge }) => Badge && shown.split(',').includes(path) && <Badge key={path} />);
}
