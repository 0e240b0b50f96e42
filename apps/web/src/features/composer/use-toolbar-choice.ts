import { documentOf } from '@confab/client';
import { failureText } from '../../lib/failure-text.ts';
import { tell } from '../../lib/notices.ts';
import { useIsNarrow } from '../../lib/use-is-narrow.ts';
import { useClient, useClientState } from '../../session/client.ts';

/** Whether the toolbar is shown: as the person chose on any device; before that, where there is room. */
export function useToolbarChoice(): [isShown: boolean, toggle: () => void] {
  const client = useClient();
  const isNarrow = useIsNarrow();
  const chosen = useClientState((state) => documentOf(state, 'composer', null)?.toolbar);
  const isShown = chosen ?? !isNarrow;
  function toggle(): void {
    try {
      client.putDocument('composer', null, {
        ...documentOf(client.getState(), 'composer', null),
        toolbar: !isShown,
      });
    } catch (reason) {
      tell(failureText(reason));
    }
  }
  return [isShown, toggle];
}
