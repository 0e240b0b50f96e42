import { listReports } from '@confab/protocol/moderation/paths';
import { useEffect, useState } from 'react';
import { useClient, useClientState } from '../../session/client.ts';

/** How many reports wait: asked for once, and told from then on. Null before it is known. */
export function useOpenCount(): number | null {
  const { rest } = useClient();
  const told = useClientState(({ openReports }) => openReports);
  const [asked, setAsked] = useState<number | null>(null);
  useEffect(() => {
    let isOver = false;
    rest.call(listReports, { query: { limit: 1 } }).then(
      ({ open }) => isOver || setAsked(open),
      // The page itself says what is wrong.
      () => undefined,
    );
    return () => void (isOver = true);
  }, [rest]);
  return told ?? asked;
}
