import { useEffect } from 'react';
import { useNavigate } from '../lib/router/index.ts';
import { isComposing } from '../lib/is-composing.ts';
import type { Overlays } from '../registry/overlays.ts';
import { useRegistry } from '../registry/registry.ts';
import { useClient } from '../session/client.ts';

/** The keys that features registered for everywhere. */
export function useKeys(overlays: Overlays): void {
  const { keys } = useRegistry();
  const client = useClient();
  const navigate = useNavigate();
  useEffect(() => {
    function onKeyDown(event: KeyboardEvent): void {
      if (isComposing(event)) return;
      const pressed = keys.find(({ isPressed }) => isPressed(event));
      if (pressed === undefined) return;
      pressed.run({ client, navigate, overlays }, event);
      event.preventDefault();
    }
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, [keys, client, navigate, overlays]);
}
